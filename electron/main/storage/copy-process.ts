import { connectToMain } from '../../workers/transport.ts'
import { copyTranscripts, type CopyOutcome, type CopyRequest } from './copy-transcripts.ts'

/** The process that copies the transcript: main would stand still meanwhile. It serves one request. */
const main = connectToMain<CopyRequest, CopyOutcome>((error) => ({ type: 'failed', error }))

main.onRequest((request) => main.send(copyTranscripts(request)))
