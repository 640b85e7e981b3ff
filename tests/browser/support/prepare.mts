import { prepare } from './program.ts'

/** The demonstration is made once, and copied for each file (`startProgram`). */
export default async function prepareOnce(): Promise<void> {
  process.env.SA_BROWSER_DATA = await prepare()
}
