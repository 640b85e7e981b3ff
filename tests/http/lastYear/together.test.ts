import { expect, test } from '@jest/globals'
import { inviteColleague } from '../../../src/features/issuing/linkActions.ts'
import { enter } from '../../../src/features/links/enterActions.ts'
import { invitationsOf } from '../../../src/features/links/index.ts'
import { asId } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { fieldsOf } from '../answering/answering.ts'
import { secondYear } from './world.ts'

const RATINGS = '/return/sections/ratings'
const TOGETHER = '/return/last-year/ratings'

test(
  'unchanged answers of a section are read on one page and used by one press; numbers, late actions and statements are not among them',
  inRollback(async world => {
    const { dsl, answers, events, now } = await secondYear(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    const leads = await dsl.post(RATINGS, { ...form, 'c.oversight': '', 'a.has_log': 'yes', 'c.lettings': '', intent: 'lastYear' })
    expect(leads.headers.location).toBe(`${TOGETHER}?saved=ratings`)
    expect((await answers()).get('has_log')).toMatchObject({ answer: 'yes' })
    const page = await dsl.get(TOGETHER)
    const text = pageText(page)
    expect(text).toContain('2 answers can be used again together')
    expect(text).toContain('Both clubs signed')
    expect(text).not.toContain('Train the site staff')
    expect(page.text).toContain('Use these 2 answers again')
    expect((await answers()).size).toBe(1)

    const used = await submitForm(dsl, page)
    expect(pageText(await follow(dsl, used))).toContain('2 answers from last time are saved as your answers')
    expect([...(await answers()).keys()].toSorted()).toEqual(['behaviour', 'has_log', 'lettings'])
    expect((await answers()).get('has_log')).toMatchObject({ answer: 'yes' })
    expect((await events('return.saved')).at(-1)?.details).toMatchObject({ again: 2 })
    const { version } = await now()

    // The same press again changes nothing.
    expect(pageText(await follow(dsl, await submitForm(dsl, page)))).toContain('Nothing was saved')
    expect((await now()).version).toBe(version)
    expect(pageText(await dsl.get(TOGETHER))).toContain('No answer of this section can be used again together')
  }),
)

test(
  'a number is used by itself, never with the others',
  inRollback(async world => {
    const { dsl } = await secondYear(world)
    expect(pageText(await dsl.get('/return/last-year/training'))).not.toContain('90')
    expect((await dsl.get('/return/sections/training')).text).toContain('value="again:read_part_one"')
  }),
)

test(
  'what a colleague answered meanwhile stays, and what the page did not show is not used',
  inRollback(async world => {
    const { dsl, answers, join } = await secondYear(world)
    const page = await dsl.get(TOGETHER)
    const priya = await join('deputy_dsl', 'Priya Nair')
    await priya.post(RATINGS, { ...fieldsOf(await priya.get(RATINGS)), 'a.behaviour': 'amber', intent: 'stay' })
    await submitForm(dsl, page, { shown: 'behaviour lettings' })
    expect((await answers()).get('behaviour')).toMatchObject({ answer: 'amber', by_name: 'Priya Nair' })
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met' })
    expect((await answers()).has('has_log')).toBe(false)
  }),
)

test(
  'answers that changed after they were read are not used',
  inRollback(async world => {
    const { dsl, answers, last } = await secondYear(world)
    const page = await dsl.get(TOGETHER)
    await world.db.raw('update returns set version = version + 1 where id = ?', [last.id])
    const late = await submitForm(dsl, page)
    expect(late.status).toBe(409)
    expect(heading(late)).toBe('The answers from last time have changed')
    expect((await answers()).size).toBe(0)
  }),
)

test(
  'a signature that came meanwhile is not cancelled unseen',
  inRollback(async world => {
    const { dsl, answers, auditReturn, partnership } = await secondYear(world)
    const page = await dsl.get(TOGETHER)
    await world.db.raw(`insert into sign_offs (return_id, partnership_id, role, name) values (?, ?, 'head', 'Ruth Ainsworth')`, [
      auditReturn.id,
      partnership.id,
    ])
    const late = await submitForm(dsl, page)
    expect(heading(late)).toBe('The return was signed while you were reading')
    expect((await answers()).size).toBe(0)
    expect(pageText(await dsl.get(TOGETHER))).toContain('Ruth Ainsworth signed as')
  }),
)

test(
  'the list counts how each section stands to last year, and the actions say what this year’s answers say of them',
  inRollback(async world => {
    const { dsl } = await secondYear(world)
    const list = pageText(await dsl.get('/return/last-year'))
    expect(list).toContain('From “Safeguarding audit 2021 to 2022”, received on')
    expect(list).toMatch(/Leadership and policies 4 0 0 \d+ 0/)
    const actions = pageText(await dsl.get('/return/last-year-actions'))
    expect(actions).toContain('Train the site staff')
    expect(actions).toContain('This date has passed')
    expect(actions).toContain('Not answered yet')
    await dsl.post(RATINGS, { ...fieldsOf(await dsl.get(RATINGS)), 'a.whistleblowing': 'yes', 'a.has_log': 'no', intent: 'stay' })
    expect(pageText(await dsl.get('/return/last-year-actions'))).toContain('In place now')
    expect(pageText(await dsl.get('/return/last-year'))).toMatch(/Leadership and policies 4 0 0 \d+ 1/)
  }),
)

test(
  'a colleague whose link opens one section sees last year’s answers of that section alone',
  inRollback(async world => {
    const { dsl, auditReturn, partnership } = await secondYear(world)
    const omar = { name: 'Omar Aziz', role: 'business_manager' as const }
    await inviteColleague(world.deps, dsl.actor, {
      ...{ returnId: auditReturn.id, ...omar, email: 'omar@ashgrove.example' },
      reach: { sections: ['training'], maySign: false },
    })
    const invitation = (await invitationsOf(world.db, partnership.id, auditReturn.id)).find(({ name }) => name === omar.name)
    const helper = await world.contributor((await enter(world.db, invitation?.id ?? asId(0), { ...omar, jobTitle: '' })) ?? asId(0))
    expect(pageText(await helper.get('/return/last-year'))).not.toContain('Leadership and policies')
    expect(pageText(await helper.get('/return/last-year-actions'))).not.toContain('Train the site staff')
    expect((await helper.get(TOGETHER)).status).toBe(404)
    expect((await helper.post(TOGETHER, { shown: 'lettings' })).status).toBe(404)
    expect(pageText(await helper.get('/return/last-year/training'))).toContain('Online safety')
  }),
)

test(
  'nothing of last year is used once the return is sent',
  inRollback(async world => {
    const { dsl, auditReturn, answers } = await secondYear(world)
    const page = await dsl.get(TOGETHER)
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [
      auditReturn.id,
    ])
    expect((await submitForm(dsl, page)).status).toBe(409)
    expect((await answers()).size).toBe(0)
  }),
)
