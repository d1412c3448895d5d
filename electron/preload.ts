import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron'
import { type Bridge, channels, type Result, type WindowEvent } from './contract/bridge.ts'
import type { Picked } from './contract/views.ts'

// Main checks what comes from here as if it came from anybody: this only carries. What main answers is a Result always.

const bridge: Bridge = {
  call: (call, route, input) => ipcRenderer.invoke(channels.call, call, route, input) as Promise<Result<unknown>>,
  cancel: (call) => ipcRenderer.send(channels.cancel, call),
  dropped: (files) =>
    ipcRenderer.invoke(
      channels.dropped,
      files.map((file) => webUtils.getPathForFile(file)),
    ) as Promise<Result<Picked>>,
  listen: (listener) => {
    const heard = (_: IpcRendererEvent, event: WindowEvent) => listener(event)
    ipcRenderer.on(channels.event, heard)
    return () => void ipcRenderer.off(channels.event, heard)
  },
}

contextBridge.exposeInMainWorld('wizard', bridge)
