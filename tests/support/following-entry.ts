import { followLines } from '../../electron/main/platform/recorders/follow-lines.ts'

/** Follows a command that never ends, tells its process id, and lives until somebody ends it. */
followLines('/bin/sh', ['-c', 'echo $$; exec sleep 600'], {
  line: (line) => console.log(line),
  end: () => undefined,
})
