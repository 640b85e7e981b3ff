import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { asId } from '../../../src/platform/id.ts'
import { inviteColleague } from '../../../src/features/issuing/linkActions.ts'
import { enter } from '../../../src/features/links/enterActions.ts'
import { invitationsOf } from '../../../src/features/links/index.ts'
import { reachesSection, WHOLE_RETURN } from '../../../src/features/history/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, fieldsOf } from './answering.ts'

/** A colleague whose link opens the section on training alone, to be answered and not to be signed. */
async function trainingOnly(world: TestWorld) {
  const all = await answering(world)
  const omar = { name: 'Omar Aziz', role: 'business_manager' as const }
  await inviteColleague(world.deps, all.dsl.actor, {
    ...{ returnId: all.auditReturn.id, ...omar, email: 'omar@ashgrove.example' },
    reach: { sections: ['training'], maySign: false },
  })
  const links = await invitationsOf(world.db, all.partnership.id, all.auditReturn.id)
  const link = links.find(({ name }) => name === omar.name)
  const entered = await enter(world.db, link?.id ?? asId(0), { ...omar, jobTitle: '' })
  return { ...all, links, link, helper: await world.contributor(entered ?? asId(0)) }
}

test('a link opens all of a return unless it says which sections', () => {
  expect(reachesSection(WHOLE_RETURN, 'training')).toBe(true)
  expect(reachesSection({ sections: ['training'], maySign: true }, 'training')).toBe(true)
  expect(reachesSection({ sections: ['training'], maySign: true }, 'ratings')).toBe(false)
})

test(
  'a link is made for some sections, says so wherever it is read, and is never one for none of them',
  inRollback(async world => {
    const { dsl, auditReturn, links, link } = await trainingOnly(world)
    expect(link?.reach).toEqual({ sections: ['training'], maySign: false })
    expect(links.filter(({ id }) => id !== link?.id).map(({ reach }) => reach)).toEqual([WHOLE_RETURN])
    const [letter] = await rows<{ body: string }>(world.db, `select body from messages where invitation_id = ?`, [link?.id])
    expect(letter?.body).toContain('It opens the section “Training”, and no others')
    const nothing = { returnId: auditReturn.id, name: 'Nia', email: 'nia@ashgrove.example', role: 'other' as const }
    await expect(inviteColleague(world.deps, dsl.actor, { ...nothing, reach: { sections: [], maySign: false } })).rejects.toThrow(/check/)
  }),
)

test(
  'a colleague with a link to one section sees and answers that section, and no other',
  inRollback(async world => {
    const { helper, answers, now } = await trainingOnly(world)
    const list = await helper.get('/return')
    expect(list.text).toContain('href="/return/sections/training"')
    expect(list.text).not.toContain('href="/return/sections/ratings"')
    expect(pageText(list)).toContain('0 of 1 sections complete')
    const saved = await helper.post('/return/sections/training', {
      ...fieldsOf(await helper.get('/return/sections/training')),
      'a.priority': 'Recruitment',
    })
    expect(saved.status).toBe(303)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment', by_name: 'Omar Aziz' })
    // The figures of the return go on counting all of it.
    expect(Number((await now()).asked)).toBeGreaterThan(4)

    expect((await helper.get('/return/sections/ratings')).status).toBe(404)
    expect((await helper.post('/return/sections/ratings', { 'q.policy_current': '1', 'a.policy_current': 'yes' })).status).toBe(404)
    expect((await answers()).has('policy_current')).toBe(false)
  }),
)

test(
  'of the other sections such a colleague reads nothing: not on the whole return, not in what is missing, not in files',
  inRollback(async world => {
    const { dsl, helper, auditReturn } = await trainingOnly(world)
    await answerEverything(dsl)
    await dsl.post('/return/sections/ratings', { 'q.lettings': '1', 'v.lettings': '9', 'c.lettings': 'Two clubs are new' })
    const whole = await helper.get('/return/whole')
    expect(heading(whole)).toBe('Your sections')
    expect(whole.text).not.toContain('section-ratings')
    const dslPage = pageText(await dsl.get('/return/whole'))
    expect(dslPage).toContain('Ruth Ainsworth')
    expect(pageText(whole)).not.toContain('Ruth Ainsworth')
    expect((await helper.get('/return/check')).text).not.toContain('/return/sections/ratings')

    await dsl.postFiles('/return/evidence', {}, 'files.training_evidence', [{ name: 'log.txt', content: 'Trained on 1 September' }])
    const [file] = await rows<{ id: number }>(world.db, 'select id from evidence where return_id = ?', [auditReturn.id])
    const address = `/return/evidence/${file?.id ?? 0}`
    expect((await helper.get(`${address}/change`)).status).toBe(200)
    await world.db.raw('delete from evidence_questions where return_id = ?', [auditReturn.id])
    expect((await dsl.get(`${address}/change`)).status).toBe(200)
    for (const hidden of [address, `${address}/change`]) expect((await helper.get(hidden)).status).toBe(404)
    expect((await helper.post(`${address}/remove`)).status).toBe(404)
  }),
)

test(
  'a link that leaves out signing cannot sign, whatever role its holder says',
  inRollback(async world => {
    const { dsl, join, now, auditReturn } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Mickey Mouse')
    await world.db.raw(`update invitations set main = false, may_sign = false where id = ?`, [head.actor.invitationId])
    expect(pageText(await head.get('/return'))).not.toContain('Sign and submit')
    const form = await head.get('/return/sign-off')
    expect(form.text).not.toContain('action="/return/submit"')
    const refused = await head.post('/return/submit', { _key: crypto.randomUUID(), confirm: 'yes' })
    expect(refused.status).toBe(403)
    expect((await now()).status).toBe('in_progress')
    expect(await rows(world.db, 'select 1 from sign_offs where return_id = ?', [auditReturn.id])).toEqual([])
    const other = await join('head', 'Ruth Ainsworth')
    await other.post('/return/submit', signatureOn(await other.get('/return/sign-off')))
    expect((await now()).status).toBe('awaiting_sign_off')
  }),
)

/** Files of a folder with what they hold. */
const sources = (folder: string): { file: string; text: string }[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))

/** Ways round `openFor`: the whole return by its id, or the id of the person's return taken by itself. */
const roundIt = (text: string): boolean =>
  /\bopenReturn\(|\bfindReturn\(|actor\.returnId|\breturnId \}: (Pick<)?ContributorActor/.test(text)

test('no page or action of an establishment comes to its return but by openFor', () => {
  expect(roundIt('const open = await openReturn(db, actor.partnershipId, actor.returnId)')).toBe(true)
  const found = sources('src/features/answering').filter(({ text }) => roundIt(text))
  expect(found.map(({ file }) => file)).toEqual(['openActions.ts'])
})
