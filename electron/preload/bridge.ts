import { contextBridge, ipcRenderer } from 'electron'
import {
  IPC_EVENT_CHANNEL,
  IPC_PORT_CHANNEL,
  IPC_REQUEST_CHANNEL,
  windowRoutes,
  type WindowName,
} from '../contracts/window-routes.ts'

/**
 * Exposes exactly one window's routes as `window.warbler` (`WindowBridge`). Main checks every
 * request again: the list here keeps honest code honest, the one there keeps the rest out.
 */
export const exposeBridge = (name: WindowName): void => {
  const requests: readonly string[] = windowRoutes[name].requests
  const events: readonly string[] = windowRoutes[name].events
  const listeners = new Map<string, Set<(event: unknown) => void>>()
  ipcRenderer.on(IPC_EVENT_CHANNEL, (_event, route: string, payload: unknown) => {
    for (const listener of listeners.get(route) ?? []) listener(payload)
  })
  contextBridge.exposeInMainWorld('warbler', {
    window: name,
    platform: process.platform,
    request: (route: string, input: unknown): Promise<unknown> =>
      requests.includes(route)
        ? ipcRenderer.invoke(IPC_REQUEST_CHANNEL, route, input)
        : Promise.resolve({
            ok: false,
            error: { code: 'internal.unexpected', detail: `no route ${route}` },
          }),
    on: (route: string, listener: (event: unknown) => void): (() => void) => {
      if (!events.includes(route)) return () => undefined
      const registered = listeners.get(route) ?? new Set()
      listeners.set(route, registered.add(listener))
      return () => void registered.delete(listener)
    },
  })
}

/** A MessagePort cannot cross the context bridge: it goes to the page as a window message. */
export const forwardPorts = (): void => {
  ipcRenderer.on(IPC_PORT_CHANNEL, (event, channel: string) => {
    window.postMessage({ type: 'warbler-port', channel }, '*', event.ports)
  })
}
