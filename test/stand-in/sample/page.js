const { document, sample } = globalThis

async function show(files) {
  document.querySelector('#dropped').textContent = JSON.stringify(await sample.dropped([...files]))
}

const drop = document.querySelector('#drop')
drop.addEventListener('dragover', (event) => event.preventDefault())
drop.addEventListener('drop', (event) => {
  event.preventDefault()
  void show(event.dataTransfer.files)
})
document.querySelector('#pick').addEventListener('change', (event) => void show(event.target.files))
