import { createTalkActions } from '../bridge/talk-actions.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { isUnderWay } from '../ui/phase-view.ts'
import { startWindow } from '../ui/start-window.tsx'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { createDragHandlers } from './drag-handlers.ts'
import { wantedSize } from './overlay-size.ts'
import { Overlay, type ContentSize } from './overlay.tsx'
import './overlay-page.css'

const bridge = windowBridge('overlay')
const actions = createTalkActions(bridge)
const levels = (listener: (level: number) => void) => bridge.on('audio.level', listener)
const hide = () => void bridge.request('overlay.hide', {})

const expand = () => void bridge.request('overlay.expand', {})

const dragging = createDragHandlers((to) => void bridge.request('overlay.drag', { to }))

const resize = (size: ContentSize) => void bridge.request('overlay.resize', wantedSize(size))

/** Escape stops what goes on; where nothing does, the overlay goes away. */
const onEscape = (snapshot: AppSnapshot) =>
  isUnderWay(snapshot) ? actions.cancel('escape') : hide()

startWindow(bridge, 'overlay.title', (snapshot) => (
  <Overlay
    snapshot={snapshot}
    actions={actions}
    levels={levels}
    onEscape={onEscape}
    onHide={hide}
    onExpand={expand}
    onSize={resize}
    dragging={dragging}
  />
))
