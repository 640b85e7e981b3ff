import { expect, test } from '@jest/globals'
import { countingIn } from '../../../src/features/findings/actions.ts'
import { countAnswers } from '../../../src/features/findings/countStore.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { workbookOf } from '../../support/workbook.ts'
import { answerEverything, answering } from '../answering/answering.ts'

const BOARDING = { boarders_code: 3 }
const LISTENER = 'Is there an independent person that boarders can contact?'

test(
  'a register that changes in the middle of a round changes nothing of what a return asks and says',
  inRollback(async world => {
    const { dsl, join, auditReturn, partnership, establishment, round, now } = await answering(world, {}, BOARDING)
    await answerEverything(dsl)
    await dsl.post('/return/sections/boarding', { 'q.listener': '1', 'v.listener': '0', 'a.listener': 'yes' })
    const head = await join('head', 'Ruth Ainsworth')
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const coordinator = await world.make.staffActor(partnership.id)
    const staff = await world.staff(coordinator.accountId)
    const seen = async () => {
      const sheet = await workbookOf(world.db, partnership.id, round.id, { sheets: ['responses_long', 'establishments'] })
      const { asked, answered, missing } = await now()
      const counting = await countingIn(world.db, partnership.id, round.id)
      return {
        whole: pageText(await dsl.get('/return/whole')),
        answers: pageText(await staff.get(`/returns/${auditReturn.id}/answers`)),
        counts: { asked, answered, missing },
        long: sheet('Responses long').rows,
        establishments: sheet('Establishments').rows.map(row => [row.asked, row.answered, row.missing]),
        counted: await countAnswers(world.db, counting, 'completed', ['listener'], 'area'),
      }
    }
    const before = await seen()
    expect(before.whole).toContain(LISTENER)
    expect(before.answers).toContain(LISTENER)
    expect(before.counted).toHaveLength(1)

    await world.db.raw('update establishments set boarders_code = 1 where id = ?', [establishment.id])
    expect(await seen()).toEqual(before)
  }),
)

test(
  'a return that is being answered goes on asking what it asked, and is complete by the same count',
  inRollback(async world => {
    const { dsl, establishment, now } = await answering(world)
    await answerEverything(dsl)
    const before = await now()
    expect(before.missing).toBe(0)
    await world.db.raw('update establishments set boarders_code = 3 where id = ?', [establishment.id])
    expect(pageText(await dsl.get('/return'))).not.toContain('Boarding')
    await dsl.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '1', 'a.priority': 'Recruitment' })
    expect(await now()).toMatchObject({ asked: before.asked, missing: 0 })
  }),
)
