import { exposeBridge } from './bridge.ts'

exposeBridge('overlay')
