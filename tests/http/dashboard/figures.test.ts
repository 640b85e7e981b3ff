import { expect, test } from '@jest/globals'
import { compareFiguresJob } from '../../../src/features/dashboard/index.ts'
import { row } from '../../../src/platform/db.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'
import { runCommand } from '../../support/runCommand.ts'
import { answering, fieldsOf } from '../answering/answering.ts'

/** A return with an answer, given on its page. */
async function usedReturn(world: TestWorld) {
  const of = await answering(world)
  const address = '/return/sections/people'
  await of.dsl.post(address, { ...fieldsOf(await of.dsl.get(address)), 'a.head.name': 'Hugo Head', intent: 'later' })
  const { id, code } = of.partnership
  return { ...of, code, partnershipId: id }
}

const compare = (world: TestWorld, code: string, ...more: string[]) => runCommand(world, 'figures', '--partnership', code, ...more)
const figures = ({ db }: TestWorld, id: number) =>
  row(db, `select asked, answered, missing, files, extensions from returns where id = ?`, [id])

test(
  'S19: the figures of lists are compared with the answers, documents and extensions that they count; what differs is named, and put right when asked',
  inRollback(async world => {
    const { code, auditReturn, round } = await usedReturn(world)
    expect(await compare(world, code)).toBe('1 return compared, 0 differ.\n')
    const right = await figures(world, auditReturn.id)
    await world.db.raw(`update returns set answered = answered + 2, files = 7, extensions = 1 where id = ?`, [auditReturn.id])

    await expect(compare(world, code)).rejects.toThrow('Figures are wrong. That is a fault of the program.')
    expect(await figures(world, auditReturn.id)).not.toEqual(right)
    const mended = await compare(world, code, '--mend')
    expect(mended).toContain(`, ${round.name}: answered 3, should be 1; files 7, should be 0; extensions 1, should be 0.`)
    expect(mended).toContain('1 return compared, 1 differs and is put right.')
    expect(await figures(world, auditReturn.id)).toEqual(right)
    expect(JSON.parse(await compare(world, code, '--json'))).toEqual({ returns: 1, wrong: [], counting: 0, mended: false })
  }),
)

test(
  'S19: every night the program looks by itself, at the rounds whose figures may still move',
  inRollback(async world => {
    const { auditReturn, round } = await usedReturn(world)
    const right = await figures(world, auditReturn.id)
    const spoil = () => world.db.raw(`update returns set missing = missing + 1 where id = ?`, [auditReturn.id])
    await spoil()
    await compareFiguresJob.run(world.deps, {})
    expect(await figures(world, auditReturn.id)).toEqual(right)
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() - interval '2 months' where id = ?`, [round.id])
    await spoil()
    await compareFiguresJob.run(world.deps, {})
    expect(await figures(world, auditReturn.id)).not.toEqual(right)
  }),
)
