import { bytesField, textField } from './protobuf-field.ts'

/** `ModelProto.metadata_props` and the fields of its `StringStringEntryProto` (onnx.proto). */
const METADATA_PROPS = 14
const KEY = 1
const VALUE = 2

/** Bytes that, appended to an ONNX file, add these entries to its metadata. */
export const onnxMetadata = (entries: Readonly<Record<string, string | number>>): Uint8Array =>
  Buffer.concat(
    Object.entries(entries).map(([key, value]) =>
      bytesField(
        METADATA_PROPS,
        Buffer.concat([textField(KEY, key), textField(VALUE, String(value))]),
      ),
    ),
  )
