import { expect, test } from '@jest/globals'
import { verdictsOf } from '../../../src/features/verdicts/index.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { formOf } from '../../support/forms.ts'
import { answer } from '../sampling/world.ts'
import { BEHAVIOUR, CURRENT, finish, readTwice, send, verdict } from './world.ts'

const LABEL = 'Staff have and use a current behaviour policy (code of conduct)'

test(
  'the best answer is not said to be under-rated, nor the worst to be over-rated: the page says so, and refuses what a form sends',
  inRollback(async world => {
    const { partnershipId, returns, members, area, adas } = await readTwice(world)
    await answer(world, returns[0]!, { [BEHAVIOUR]: 'not_met' })
    const page = await adas.get(area)
    expect(pageText(page)).toContain('“Yes” is the best answer, so it can only be over-rated.')
    expect(pageText(page)).toContain('“Not met” is the worst answer, so it can only be under-rated.')
    const { action, fields } = formOf(page, area)
    expect(fields).toMatchObject({ [`direction.${CURRENT}`]: ['over'], [`direction.${BEHAVIOUR}`]: ['under'] })

    const refused = await adas.post(action, {
      ...fields,
      [`verdict.${CURRENT}`]: 'partly',
      [`direction.${CURRENT}`]: 'under',
      [`note.${CURRENT}`]: 'Better than they say',
      [`verdict.${BEHAVIOUR}`]: 'does_not_agree',
      [`direction.${BEHAVIOUR}`]: 'over',
    })
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain('“Yes” is the best answer, so it can only be over-rated: “')
    expect(pageText(refused)).toContain(`“Not met” is the worst answer, so it can only be under-rated: “${LABEL}”`)
    expect(refused.text).toContain('Better than they say')
    expect(await verdictsOf(world.db, partnershipId, members[0]!.id)).toEqual([])

    // What the page offers is saved, and what lies between two ends can be out either way.
    expect((await send(adas, area, { [`verdict.${CURRENT}`]: 'partly', [`verdict.${BEHAVIOUR}`]: 'partly' })).status).toBe(303)
    expect(await verdictsOf(world.db, partnershipId, members[0]!.id)).toMatchObject([
      { questionKey: CURRENT, direction: 'over' },
      { questionKey: BEHAVIOUR, direction: 'under' },
    ])
    await answer(world, returns[0]!, { [BEHAVIOUR]: 'partly' })
    for (const direction of ['over', 'under']) expect((await send(adas, area, { [`direction.${BEHAVIOUR}`]: direction })).status).toBe(303)
  }),
)

test(
  'nor does whoever settles what two differ about say so',
  inRollback(async world => {
    const { partnershipId, members, member, area, adas, bens, coordinators } = await readTwice(world)
    await verdict(adas, area, CURRENT, 'agrees')
    await verdict(bens, area, CURRENT, 'partly', 'The old one')
    for (const browser of [adas, bens]) await finish(browser, member)
    const page = `${member}/disagreements/${CURRENT}`
    expect(pageText(await coordinators.get(page))).toContain('“Yes” is the best answer, so it can only be over-rated.')
    const refused = await send(coordinators, page, { verdict: 'partly', direction: 'under', note: 'As I see it', intent: 'settle' })
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain('“Yes” is the best answer, so it can only be over-rated')
    expect(refused.text).toContain('As I see it')
    const moderated = async () =>
      (await verdictsOf(world.db, partnershipId, members[0]!.id)).filter(({ reading }) => reading === 'moderated')
    expect(await moderated()).toEqual([])
    await send(coordinators, page, { verdict: 'partly', note: 'As I see it', intent: 'settle' })
    expect(await moderated()).toMatchObject([{ direction: 'over' }])
  }),
)
