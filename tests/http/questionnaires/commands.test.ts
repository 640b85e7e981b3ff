import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { documentOf, LIBRARY, newestVersions } from '../../../src/features/questionnaires/index.ts'
import { inRollback } from '../../support/app.ts'
import { runCommand } from '../../support/runCommand.ts'

const setA = LIBRARY.find(({ set }) => set === 'A')!
const folder = mkdtempSync(path.join(tmpdir(), 'sa-questionnaire-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A file of the operator's. */
function fileOf(document: unknown): string {
  const file = path.join(folder, 'questions.json')
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  return file
}

test(
  'an operator adds a set, keeps a draft of it until nothing is wrong, and publishes it',
  inRollback(async world => {
    const { id, code } = await world.make.partnership()
    const run = (...args: string[]) => runCommand(world, 'questionnaire', ...args, '--partnership', code)
    await run('add-set', '--code', 'H1', '--name', 'childminders', '--audience', 'Childminders')
    const half = JSON.parse(await run('draft', fileOf({ ...setA, set: 'H1', audience: undefined }), '--json')) as { faults: unknown[] }
    expect(half).toMatchObject({ set: 'H1', revision: 1, faults: [{ path: ['audience'] }] })
    await expect(run('publish', '--set', 'H1')).rejects.toThrow('audience')
    expect(await run('draft', fileOf({ ...setA, set: 'H1', introduction: 'Of you alone.' }))).toBe(
      'The draft of set H1 is kept (revision 2).\nIt can be published.\n',
    )
    expect(JSON.parse(await run('publish', '--set', 'H1', '--json'))).toEqual({ set: 'H1', version: 1 })
    const [version] = (await newestVersions(world.db, id)).filter(({ setCode }) => setCode === 'H1')
    expect(await documentOf(world.db, id, version!.id)).toMatchObject({ introduction: 'Of you alone.' })
  }),
)

test(
  'what cannot be done is said in words',
  inRollback(async world => {
    const { code } = await world.make.partnership()
    const run = (...args: string[]) => runCommand(world, 'questionnaire', ...args, '--partnership', code)
    await expect(run('add-set', '--code', 'A', '--name', 'again', '--audience', 'x')).rejects.toThrow('--code: There is a set A already.')
    await expect(run('publish', '--set', 'A')).rejects.toThrow('Set A has no draft.')
    await expect(run('draft', path.join(folder, 'nothing.json'))).rejects.toThrow('cannot be read')
    await expect(run('draft', fileOf('{'))).rejects.toThrow('is no JSON')
    await expect(run('draft', fileOf({ ...setA, set: 'Z9' }))).rejects.toThrow('Z9')
    await run('draft', fileOf(setA))
    expect(await run('discard', '--set', 'A')).toBe('The draft of set A is gone.\n')
    await expect(run('discard', '--set', 'A')).rejects.toThrow('Set A has no draft.')
  }),
)
