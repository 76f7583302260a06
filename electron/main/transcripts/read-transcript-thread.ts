import { parentPort, workerData } from 'node:worker_threads'
import { answersOf, readTranscript } from './read-transcript.ts'

/** The thread that reads a file of conversations: main would stand still meanwhile. It answers each message. */

const answers = readTranscript(String(workerData)).then((read) => answersOf(read))

parentPort?.on('message', () => {
  void answers.then((each) => parentPort?.postMessage(each.next().value, []))
})
