// A small app like ours, for the tests of the stand-in.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron'

const folder = import.meta.dirname
const types = { html: 'text/html', js: 'text/javascript' }
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'"

async function serve({ url }) {
  const name = new URL(url).pathname.slice(1)
  try {
    const body = await readFile(join(folder, name))
    const type = `${types[name.split('.').at(-1)]}; charset=utf-8`
    return new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } })
  } catch {
    return new Response('', { status: 404 })
  }
}

function openWindow() {
  const window = new BrowserWindow({
    width: 1024,
    height: 700,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload: join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  return window.loadURL('app://sample/index.html')
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

/** What the window has sent, for the tests. */
const heard = (globalThis.heard = [])
ipcMain.handle('echo', (_, ...values) => (values.length === 1 ? values[0] : values))
ipcMain.handle('fail', () => {
  throw new RangeError('nothing left')
})
ipcMain.handle('answer-a-function', () => () => undefined)
ipcMain.handle('who', ({ senderFrame, sender }) => [senderFrame.url, senderFrame.origin, senderFrame.parent, sender.id])
ipcMain.on('told', (event, ...values) => {
  heard.push(values)
  event.sender.send('told-back', ...values)
})

function start() {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.protocol.handle('app', serve)
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [
          { id: 'new', label: 'New', accelerator: 'CmdOrCtrl+N', click: () => heard.push('new') },
          { id: 'find', label: 'Find', accelerator: 'CmdOrCtrl+F', registerAccelerator: false },
          { role: 'zoomIn' },
          { role: 'resetZoom' },
          { role: 'quit' },
        ],
      },
    ]),
  )
  void openWindow()
}

if (app.requestSingleInstanceLock({ from: 'sample' })) {
  app.on('second-instance', (_, argv, cwd, data) => heard.push({ argv, cwd, data }))
  app.on('window-all-closed', () => app.quit())
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      heard.push(`open ${url}`)
      return { action: 'deny' }
    })
    contents.on('will-navigate', (event) => {
      heard.push(`navigate ${event.url}`)
      event.preventDefault()
    })
  })
  void app.whenReady().then(start)
} else app.quit()
