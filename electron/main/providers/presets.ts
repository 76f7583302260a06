import { z } from 'zod'
import {
  providerPresetSchema,
  type ProviderPreset,
  type ProviderPresetId,
} from '../../contracts/providers.ts'
import table from '../../../resources/providers/presets.json' with { type: 'json' }

const presets = z.array(providerPresetSchema).parse(table.presets)
const custom = providerPresetSchema.parse({ id: 'custom', name: 'Custom', baseUrl: '' })

export const allPresets = (): readonly ProviderPreset[] => presets

export const presetOf = (id: ProviderPresetId): ProviderPreset =>
  presets.find((preset) => preset.id === id) ?? custom
