const { contextBridge, ipcRenderer, webUtils } = require('electron')

contextBridge.exposeInMainWorld('sample', {
  invoke: (channel, ...values) => ipcRenderer.invoke(channel, ...values),
  send: (channel, ...values) => ipcRenderer.send(channel, ...values),
  listen: (channel, listener) => {
    const heard = (_, ...values) => listener(...values)
    ipcRenderer.on(channel, heard)
    return () => ipcRenderer.off(channel, heard)
  },
  dropped: (files) =>
    ipcRenderer.invoke(
      'echo',
      files.map((file) => webUtils.getPathForFile(file)),
    ),
  call: (callback, value) => callback(value),
  later: (promise) => promise.then((value) => [value]),
  fail: () => {
    throw new TypeError('as asked')
  },
  kind: (value) => Object.prototype.toString.call(value),
  point: new (class Point {
    x = 1
    length() {
      return this.x
    }
  })(),
  use: (module, member) => require('electron')[module][member],
  load: (name) => require(name),
})
