import { prepare } from './program.ts'

/** The demonstration is made once, or was before (`SA_BROWSER_DATA`), and copied for each file (`startProgram`). */
export default async function prepareOnce(): Promise<void> {
  if (process.env.SA_BROWSER_DATA !== undefined) return
  process.env.SA_BROWSER_DATA = await prepare()
  process.env.SA_BROWSER_DATA_OWN = 'yes'
}
