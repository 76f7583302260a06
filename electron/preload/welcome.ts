import { exposeBridge } from './bridge.ts'

exposeBridge('welcome')
