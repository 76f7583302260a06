import { exposeBridge, forwardPorts } from './bridge.ts'

exposeBridge('audio')
forwardPorts()
