import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
// Named here so that Jest knows of every group that it needs the database.
import './database.ts'
import { ROOMS } from '../rooms/rooms.ts'

/**
 * Takes in every test file of a folder, to run as one: the 700 modules of the program are loaded once for the folder, which takes
 * longer than most of its files (docs/decisions/0050).
 */
export async function together(folder: URL): Promise<void> {
  const files = globSync('**/*.test.ts', { cwd: folder }).sort()
  if (files.length === 0) throw new Error(`no tests in ${folder.pathname}`)
  for (const file of files) await import(pathToFileURL(path.join(folder.pathname, file)).href)
}

/** Takes in the tests of several folders and files, to run as one. */
export async function roomsTogether(name: keyof typeof ROOMS): Promise<void> {
  for (const room of ROOMS[name]) {
    const place = new URL(`../${room}`, import.meta.url)
    if (existsSync(place)) await together(new URL(`${place.href}/`))
    else await import(`${place.href}.test.ts`)
  }
}
