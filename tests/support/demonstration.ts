import path from 'node:path'
import { seedDemonstration } from '../../seeds/demo/index.ts'
import { worldOn, type TestWorld } from './app.ts'
import { cloneFilled, type Clone } from './database.ts'

/** Where the files of the demonstration lie, for all files of tests that look into it. */
const settings = () => ({ UPLOADS_DIR: path.join(process.env.SA_TEST_FOLDER ?? '', 'uploads-demonstration') })

/** A program with the demonstration in its database, which is made once in a run of the tests. */
export async function demonstrationWorld(): Promise<{ world: TestWorld; clone: Clone }> {
  const clone = await cloneFilled('demonstration', async db => {
    await seedDemonstration(worldOn(db, settings()).deps)
  })
  return { world: worldOn(clone.db, settings()), clone }
}
