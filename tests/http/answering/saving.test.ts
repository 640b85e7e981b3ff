import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText } from '../../support/app.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'
import { choiceOf } from '../../support/forms.ts'
import { answering, fieldsOf } from './answering.ts'

/** The people whom the register knows, under the keys of the library. */
const PEOPLE: QuestionnaireDocument = {
  ...everyKind,
  sections: [
    {
      key: 'people',
      title: 'People',
      questions: [
        { kind: 'person', key: 'people_head', label: 'Who is the headteacher?', asks: 'head', email: true },
        {
          kind: 'table',
          key: 'people_deputies',
          asks: 'deputies',
          label: 'Who are the deputies?',
          rowName: 'deputy',
          columns: [
            { key: 'name', label: 'Name', kind: 'text' },
            { key: 'on', label: 'Trained', kind: 'date' },
          ],
        },
      ],
    },
  ],
}
const RATINGS = '/return/sections/ratings'
const TRAINING = '/return/sections/training'

test(
  'a DSL saves a section, goes on to the next, and finds everything again',
  inRollback(async world => {
    const { dsl, now, answers, events } = await answering(world)
    const form = fieldsOf(await dsl.get(RATINGS))
    const saved = await dsl.post(RATINGS, {
      ...form,
      'a.policy_current': 'yes',
      'a.lettings': 'partly',
      'c.lettings': 'Two clubs are new.',
      intent: 'continue',
    })
    expect(saved.status).toBe(303)
    expect(saved.headers.location).toContain('/return/sections/ratings?new=')

    const again = await dsl.get(RATINGS)
    expect(fieldsOf(again)).toMatchObject({
      'a.policy_current': 'yes',
      'v.policy_current': expect.stringMatching(/^1\./),
      'c.lettings': 'Two clubs are new.',
    })
    expect(pageText(again)).toContain('last saved at')
    expect(await now()).toMatchObject({ status: 'in_progress', version: 2 })
    expect((await now()).started_at).not.toBeNull()
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'partly', version: 1, by_name: 'Sam Okafor' })
    const [event] = await events('return.saved')
    expect(event).toMatchObject({ actor_name: 'Sam Okafor', details: { section: 'ratings', title: 'Leadership and policies' } })
    expect(JSON.stringify(event)).not.toContain('clubs')
  }),
)

test(
  'D23: an answer that needs an action says so at once, on the same page; saving again without a change goes on, and says what is missing',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const first = await dsl.get(RATINGS)
    expect(first.text).toContain('data-answers="amber red"')
    const saved = await dsl.post(RATINGS, { ...fieldsOf(first), 'a.behaviour': 'amber' })
    expect(saved.headers.location).toBe(`${RATINGS}?act=behaviour`)
    const shown = await dsl.get(saved.headers.location!)
    expect(pageText(shown)).toContain(
      'Your answers are saved. One of them needs an action: say what will be done, who will do it and by when',
    )
    const next = await dsl.post(RATINGS, fieldsOf(shown))
    expect(next.headers.location).toMatch(/^\/return\/sections\/training\?saved=ratings&left=\d+$/)
    expect(pageText(await dsl.get(next.headers.location!))).toMatch(/is saved\. \d+ answers are still missing in it\./)
    // Of what has been said meanwhile, or was never lacking, an address says nothing.
    expect(pageText(await dsl.get(`${RATINGS}?act=lettings.nonsense`))).not.toContain('need an action')
  }),
)

test(
  'an answer on the page that leads to more questions shows them before going on',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const first = await dsl.get(RATINGS)
    expect(first.text).not.toContain('When was it last approved?')
    const saved = await dsl.post(RATINGS, { ...fieldsOf(first), 'a.policy_current': 'yes' })
    expect(saved.headers.location).toBe('/return/sections/ratings?new=policy_on')
    const shown = await dsl.get(saved.headers.location!)
    expect(pageText(shown)).toContain('Because of them, we need to ask one more question')
    const next = await dsl.post(RATINGS, fieldsOf(shown))
    expect(next.headers.location).toMatch(/^\/return\/sections\/training\?saved=ratings&left=\d$/)
    expect(pageText(await dsl.get(next.headers.location!))).toContain('“Leadership and policies” is saved.')
  }),
)

test(
  'a save that changes nothing writes nothing',
  inRollback(async world => {
    const { dsl, now, events } = await answering(world)
    const blank = await dsl.post(TRAINING, fieldsOf(await dsl.get(TRAINING)))
    expect(blank.status).toBe(303)
    expect(await now()).toMatchObject({ status: 'opened', started_at: null, last_saved_at: null, version: 1 })
    await dsl.post(TRAINING, { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Training' })
    const once = await now()
    await dsl.post(TRAINING, { 'q.priority': '1', 'v.priority': '1', 'a.priority': ' Training ' })
    await dsl.post(TRAINING, { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Training' })
    expect(await now()).toEqual(once)
    expect(await events('return.saved')).toHaveLength(1)
  }),
)

test(
  'valid answers survive an invalid one beside them, and what was typed is shown again',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const form = fieldsOf(await dsl.get(TRAINING))
    const mixed = await dsl.post(TRAINING, {
      ...form,
      'a.read_part_one': 'ninety <b>',
      'a.priority': 'Online safety',
      'a.courses': ['fgm', 'prevent'],
    })
    expect(mixed.status).toBe(422)
    expect(mixed.text).toContain('<title>Error: Training')
    expect(pageText(mixed)).toContain('1 answer is not saved yet')
    expect(mixed.text).toContain('href="#a-read_part_one"')
    expect(fieldsOf(mixed)).toMatchObject({
      'a.read_part_one': 'ninety <b>',
      'v.read_part_one': expect.stringMatching(/^0\./),
      'a.priority': 'Online safety',
      'v.priority': expect.stringMatching(/^1\./),
    })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety' })
    expect((await answers()).get('courses')).toMatchObject({ answer: ['prevent', 'fgm'] })
    expect((await answers()).has('read_part_one')).toBe(false)
  }),
)

test(
  'two people on different questions of one section are merged without a word',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const hers = fieldsOf(await head.get(TRAINING))
    const his = fieldsOf(await dsl.get(TRAINING))
    expect((await dsl.post(TRAINING, { ...his, 'a.priority': 'Online safety' })).status).toBe(303)
    expect((await head.post(TRAINING, { ...hers, 'a.story': 'The pupils’ council.' })).status).toBe(303)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', by_name: 'Sam Okafor' })
    expect((await answers()).get('story')).toMatchObject({ answer: 'The pupils’ council.', by_name: 'Ruth Ainsworth' })
  }),
)

test(
  'two people on the same question are shown both texts, and neither is lost until one decides',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const hers = fieldsOf(await head.get(TRAINING))
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.priority': 'Online safety' })
    const clash = await head.post(TRAINING, { ...hers, 'a.priority': 'Recruitment', 'a.story': 'Saved beside it' })
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('Sam Okafor changed this answer at')
    expect(pageText(clash)).toContain('Online safety')
    expect(fieldsOf(clash)).toMatchObject({ 'a.priority': 'Recruitment' })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', version: 1 })
    expect((await answers()).get('story')).toMatchObject({ answer: 'Saved beside it' })

    // Pressing again without choosing writes over nobody.
    const again = await head.post(TRAINING, fieldsOf(clash))
    expect(again.status).toBe(409)
    expect(pageText(again)).toContain('Choose which answer to')
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', version: 1 })

    expect((await head.post(TRAINING, { ...fieldsOf(again), 'keep.priority.answer': choiceOf(again.text, 'mine') })).status).toBe(303)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment', version: 2, by_name: 'Ruth Ainsworth' })
  }),
)

test(
  'whoever chooses their own text is asked again when a third one came meanwhile',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const hers = fieldsOf(await head.get(TRAINING))
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.priority': 'Online safety' })
    const clash = await head.post(TRAINING, { ...hers, 'a.priority': 'Recruitment' })
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.priority': 'Attendance' })
    const again = await head.post(TRAINING, { ...fieldsOf(clash), 'keep.priority.answer': choiceOf(clash.text, 'mine') })
    expect(again.status).toBe(409)
    expect(pageText(again)).toContain('Attendance')
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Attendance' })
  }),
)

test(
  'whoever sees both texts can keep the other one',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const hers = fieldsOf(await head.get(TRAINING))
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.priority': 'Online safety' })
    const clash = await head.post(TRAINING, { ...hers, 'a.priority': 'Recruitment' })
    expect((await head.post(TRAINING, { ...fieldsOf(clash), 'keep.priority.answer': 'theirs' })).status).toBe(303)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', version: 1, by_name: 'Sam Okafor' })
  }),
)

test(
  'a tab left open since yesterday does not bring back what a colleague changed',
  inRollback(async world => {
    const { dsl, join, answers } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.priority': 'Online safety' })
    const stale = fieldsOf(await head.get(TRAINING))
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.priority': 'Recruitment' })
    const late = await head.post(TRAINING, { ...stale, 'a.read_part_one': '90' })
    expect(late.status).toBe(303)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment', version: 2, by_name: 'Sam Okafor' })
    expect((await answers()).get('read_part_one')).toMatchObject({ answer: 90 })
  }),
)

test(
  'an invalid answer goes on from the version it was typed over, so a colleague’s still shows',
  inRollback(async world => {
    const { dsl, join } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    const hers = fieldsOf(await head.get(TRAINING))
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.read_part_one': '80' })
    const wrong = await head.post(TRAINING, { ...hers, 'a.read_part_one': 'most' })
    expect(wrong.status).toBe(422)
    const mended = await head.post(TRAINING, { ...fieldsOf(wrong), 'a.read_part_one': '95' })
    expect(mended.status).toBe(409)
    expect(pageText(mended)).toContain('80%')
  }),
)

test(
  'saving after the return was submitted changes nothing and shows what was typed',
  inRollback(async world => {
    const { dsl, db, auditReturn, answers } = await (async () => {
      const made = await answering(world)
      return { ...made, db: world.db }
    })()
    const form = fieldsOf(await dsl.get(TRAINING))
    await db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [auditReturn.id])
    const late = await dsl.post(TRAINING, { ...form, 'a.story': 'An hour of <typing>' })
    expect(late.status).toBe(409)
    expect(heading(late)).toBe('This return has already been submitted')
    expect(pageText(late)).toContain('An hour of <typing>')
    expect((await answers()).size).toBe(0)
    expect((await dsl.get(TRAINING)).headers.location).toBe('/return/whole#section-training')
  }),
)

test(
  'a refused save shows what was typed into that page, and not what a colleague answered since it was opened',
  inRollback(async world => {
    const { dsl, join, auditReturn } = await answering(world)
    const head = await join('head', 'Ruth Ainsworth')
    await dsl.post(TRAINING, { ...fieldsOf(await dsl.get(TRAINING)), 'a.story': 'As it was at first' })
    const stale = fieldsOf(await head.get(TRAINING))
    const fresh = fieldsOf(await dsl.get(TRAINING))
    await dsl.post(TRAINING, { ...fresh, 'a.read_part_one': '80', 'a.priority': 'Recruitment', 'a.story': 'As it is since' })
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [
      auditReturn.id,
    ])
    const typed = pageText(await head.post(TRAINING, { ...stale, 'a.priority': 'Online safety' }))
    expect(typed).toContain('Online safety')
    expect(typed).not.toContain('Not answered')
    expect(typed).not.toContain('As it was at first')
    const nothing = await head.post(TRAINING, stale)
    expect(nothing.status).toBe(409)
    expect(pageText(nothing)).toContain('Nothing that you sent differs from what is stored.')
  }),
)

test(
  'a question that is no longer asked keeps its answer and is not missing',
  inRollback(async world => {
    const { dsl, answers, now } = await answering(world)
    const asked = await dsl.post(RATINGS, { ...fieldsOf(await dsl.get(RATINGS)), 'a.has_log': 'yes' })
    expect(asked.headers.location).toContain('new=log_entries')
    const missingThen = (await now()).missing as number
    await dsl.post(RATINGS, { 'q.log_entries': '1', 'v.log_entries': '0', 'a.log_entries': '3' })
    await dsl.post(RATINGS, { 'q.has_log': '1', 'v.has_log': '1', 'a.has_log': 'no' })
    expect((await answers()).get('log_entries')).toMatchObject({ answer: 3 })
    expect((await now()).missing).toBe(missingThen - 1)
    expect((await dsl.get(RATINGS)).text).not.toContain('Entries in the log this year')
  }),
)

test(
  'a section that the establishment is not asked is not found, and neither is one that does not exist',
  inRollback(async world => {
    const { dsl } = await answering(world)
    expect((await dsl.get('/return/sections/boarding')).status).toBe(404)
    expect((await dsl.get('/return/sections/nonsense')).status).toBe(404)
    expect((await dsl.post('/return/sections/nonsense', {})).status).toBe(404)
  }),
)

test(
  'nobody reaches a return without having come by its link',
  inRollback(async world => {
    const { auditReturn } = await answering(world)
    expect((await world.visitor().get('/return')).status).toBe(403)
    expect((await world.visitor().post(TRAINING, { 'a.priority': 'x' })).status).toBe(403)
    const other = await answering(world)
    await other.dsl.post(TRAINING, { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Ours' })
    expect((await world.db.raw('select 1 from responses where return_id = ?', [auditReturn.id])).rows).toHaveLength(0)
  }),
)

test(
  'names, answers and comments with awkward characters come back as they were typed',
  inRollback(async world => {
    const { dsl, answers } = await answering(world)
    const text = `St Thomas à Becket’s "North Star 82°", =cmd|' /C calc'!A0\n<script>alert(1)</script> \u202Egnp.exe 🧒🏽`
    await dsl.post(TRAINING, { 'q.story': '1', 'v.story': '0', 'a.story': text.replace('\n', '\r\n') })
    expect((await answers()).get('story')).toMatchObject({ answer: text })
    const page = await dsl.get(TRAINING)
    expect(fieldsOf(page)['a.story']).toBe(text)
    expect(page.text).not.toContain('<script>alert(1)')
  }),
)

test(
  'a form whose session or link has ended in the meantime is shown with what was typed, to be copied',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    const form = { ...fieldsOf(await dsl.get(TRAINING)), 'a.story': 'Two hours\nof typing', 'a.report': 'separate' }
    await world.db.raw(`update invitations set revoked_at = now() where return_id = ?`, [auditReturn.id])
    for (const late of [await dsl.post(TRAINING, form), await dsl.postFiles(`${TRAINING}/evidence`, form, 'files.training_evidence', [])]) {
      expect(late.status).toBe(403)
      expect(heading(late)).toBe('This audit link has been ended')
      expect(pageText(late)).toContain('Two hours of typing')
      expect(pageText(late)).not.toContain('separate')
      expect(pageText(late)).toContain('What you chose, and numbers and dates, are not shown: enter them again')
    }
    // Choices alone cannot be shown: that they were lost is said.
    const chosen = await dsl.post(TRAINING, { ...form, 'a.story': '' })
    expect(pageText(chosen)).toContain('Nothing in the form that you just sent was saved.')
  }),
)

test(
  'a stale page of an earlier session is turned back with what was typed',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const late = await dsl.post(TRAINING, { _csrf: 'of yesterday', 'a.story': 'Two hours of typing' })
    expect(late.status).toBe(403)
    expect(pageText(late)).toContain('Two hours of typing')
  }),
)

test(
  'what the register knows of people is offered, and counts once it is saved; a colleague’s correction stands against it',
  inRollback(async world => {
    const { dsl, join, answers, partnership, establishment } = await answering(world, {}, {}, PEOPLE)
    for (const [role, name] of [
      ['head', 'Ruth Ainsworth'],
      ['deputy_dsl', 'Lee Marsh'],
    ])
      await world.make.contact({
        partnership_id: partnership.id,
        establishment_id: establishment.id,
        role,
        name,
        email: 'office@school.example',
      })
    const page = await dsl.get('/return/sections/people')
    expect(pageText(page)).toContain('Filled in from the register.')
    expect(fieldsOf(page)).toMatchObject({
      'a.people_head.name': 'Ruth Ainsworth',
      'a.people_head.email': 'office@school.example',
      'a.people_deputies.0.name': 'Lee Marsh',
    })
    expect((await answers()).size).toBe(0)
    const head = await join('head', 'Ruth Ainsworth')
    const hers = fieldsOf(await head.get('/return/sections/people'))
    await head.post('/return/sections/people', { ...hers, 'a.people_head.name': 'Ruth Ainsworth-Bell' })
    expect((await dsl.post('/return/sections/people', fieldsOf(page))).status).toBe(303)
    expect((await answers()).get('people_head')).toMatchObject({ answer: { name: 'Ruth Ainsworth-Bell' }, version: 1 })
    expect(pageText(await dsl.get('/return/sections/people'))).not.toContain('Filled in from the register.')
  }),
)
