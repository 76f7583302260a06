import type * as OnnxRuntimeNode from 'onnxruntime-node'
import { CodedFailure } from '../contracts/errors.ts'
import type { EngineModel } from '../contracts/workers.ts'

/** The native ONNX Runtime, for models that no engine of its own reads. */
export type OnnxRuntime = typeof OnnxRuntimeNode

/** @throws CodedFailure `engine.native-module-missing` */
export const loadOnnxRuntime = async (): Promise<OnnxRuntime> => {
  try {
    return await import('onnxruntime-node')
  } catch (error) {
    const detail = `onnxruntime-node: ${String(error)}`
    throw new CodedFailure({ code: 'engine.native-module-missing', detail }, { cause: error })
  }
}

/** @throws CodedFailure `model.damaged` */
export const openSession = async (
  { InferenceSession: sessions }: OnnxRuntime,
  path: string,
  { threads, id }: Pick<EngineModel, 'threads' | 'id'>,
): Promise<OnnxRuntimeNode.InferenceSession> => {
  try {
    return await sessions.create(path, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
    })
  } catch (error) {
    const detail = String(error)
    throw new CodedFailure(
      { code: 'model.damaged', detail, params: { model: id } },
      { cause: error },
    )
  }
}
