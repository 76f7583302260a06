import type { App } from 'electron'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { createLoginItem, type LoginItem, type LoginItemParts } from './login-item.ts'
import { startedBy } from './started-by.ts'

/**
 * The login item of this Warbler, of the real system.
 * @param profile null: the usual one. @param resources absolute.
 */
export const openLoginItem = (
  app: LoginItemParts['app'] & Pick<App, 'isPackaged'>,
  profile: string | null,
  resources: string,
): LoginItem => {
  const { execPath, argv, platform, env } = process
  return createLoginItem({
    app,
    platform,
    command: startedBy({ execPath, argv, packaged: app.isPackaged }, profile),
    profile: profile === null ? null : resolve(profile),
    homeFolder: homedir(),
    configFolder: env['XDG_CONFIG_HOME'],
    icon: join(resources, 'icons/app-256.png'),
  })
}
