import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Loaded into the program by a test (`NODE_OPTIONS=--import`): its web process says who it is, and stands still for ever when told to by a file, as
 * it would over a text that a pattern never finishes with.
 */
if (process.argv[1]?.endsWith(path.join('src', 'web.ts'))) {
  const folder = process.env.STAND_STILL ?? ''
  writeFileSync(path.join(folder, 'pid'), String(process.pid))
  setInterval(() => {
    const order = path.join(folder, 'stand-still')
    if (!existsSync(order)) return
    rmSync(order)
    for (;;);
  }, 10).unref()
}
