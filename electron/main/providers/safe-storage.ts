import { safeStorage } from 'electron'
import type { SafeStorage } from './key-store.ts'

/**
 * The system's key store: Keychain, DPAPI, or a Secret Service on Linux. null where there is none: what
 * Electron calls `basic_text` there is a fixed password, which keeps nothing secret. To be asked after
 * the app is ready.
 */
export const systemSafeStorage = (): SafeStorage | null => {
  if (!safeStorage.isEncryptionAvailable()) return null
  const linux = process.platform === 'linux'
  if (linux && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(bytes),
  }
}
