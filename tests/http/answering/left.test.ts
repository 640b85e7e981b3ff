import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { linksThatLose } from '../../support/walk.ts'
import { everyKind, questionOf } from '../../unit/questions/everyKind.ts'
import { answerEverything, answering, fieldsOf } from './answering.ts'
import { sentSignedOut, withCookie } from './signedOut.ts'

const LEFT = '/return/sections/what-is-left'
const UPLOAD = `${LEFT}/evidence`
/** The questions of a page. */
const asked = (text: string): string[] => [...text.matchAll(/ name="q\.([a-z_]+)"/g)].map(([, key]) => key ?? '')

test(
  'what is left of every section is answered in one form, and each section has its event',
  inRollback(async world => {
    const { dsl, answers, events, now } = await answering(world)
    // The page of a list that is left leads back to what is left.
    const asks = { ...fieldsOf(await dsl.get(LEFT)), intent: 'list:deputies' }
    const deputies = `${LEFT}/lists/deputies`
    const leads = await dsl.postFiles(UPLOAD, asks, 'files.training_evidence', [])
    expect(leads.headers.location).toBe(`${deputies}?saved=what-is-left`)
    expect((await dsl.get(deputies)).text).toContain(`href="${LEFT}?from=deputies"`)
    const row = { ...fieldsOf(await dsl.get(`${deputies}/new`)), 'a.deputies.0.name': 'Lee Marsh', intent: 'save' }
    expect((await dsl.post(`${deputies}/new`, row)).headers.location).toBe(`${deputies}?saved=1`)
    await dsl.post('/return/sections/people', {
      ...fieldsOf(await dsl.get('/return/sections/people')),
      'a.head.name': 'Ruth Ainsworth',
    })
    const list = await dsl.get('/return')
    expect(pageText(list)).toContain('Answer the 12 questions that are left on one page')
    const page = await dsl.get(LEFT)
    expect(linksThatLose(page)).toEqual([])
    const whole = await dsl.postFiles(UPLOAD, { ...fieldsOf(page), intent: 'section:training' }, 'files.training_evidence', [])
    expect(whole.headers.location).toBe('/return/sections/training?saved=what-is-left')
    expect(heading(page)).toBe('What is left to answer')
    expect(pageText(page)).toContain('12 questions are left')
    for (const title of ['Leadership and policies', 'Training', 'Declaration']) expect(pageText(page)).toContain(title)
    expect(pageText(page)).not.toContain('Your establishment and its people')
    expect(asked(page.text)).not.toContain('story')

    const before = await now()
    const sent = { ...fieldsOf(page), 'a.lettings': 'met', 'a.has_log': 'no', 'a.priority': 'Online safety', 'a.accurate': 'confirmed' }
    const saved = await dsl.postFiles(UPLOAD, { ...sent, intent: 'continue' }, 'files.training_evidence', [])
    expect(saved.headers.location).toBe('/return/check?saved=what-is-left')
    expect([...(await answers()).keys()]).toEqual(expect.arrayContaining(['lettings', 'has_log', 'priority', 'accurate']))
    expect((await events('return.saved')).map(({ details }) => (details as { section: string }).section)).toEqual([
      ...['people', 'ratings', 'training', 'declaration'],
    ])
    expect(await now()).toMatchObject({ missing: Number(before.missing) - 4 })
    expect(pageText(await dsl.get('/return/check?saved=what-is-left'))).toContain('“What is left to answer” is saved.')
    expect(asked((await dsl.get(LEFT)).text)).toEqual(expect.not.arrayContaining(['lettings', 'priority']))

    // The same form again changes nothing.
    const { version } = await now()
    await dsl.postFiles(UPLOAD, { ...sent, intent: 'continue' }, 'files.training_evidence', [])
    expect((await now()).version).toBe(version)
  }),
)

test(
  'an answer that makes a question asked, or that wants an action, brings it at once; when nothing is left, it leads to the signature',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const page = await dsl.get(LEFT)
    const answer = { 'a.policy_current': 'yes', 'a.whistleblowing': 'partly' }
    const more = await dsl.postFiles(UPLOAD, { ...fieldsOf(page), ...answer, intent: 'continue' }, 'files.training_evidence', [])
    expect(more.headers.location).toBe(`${LEFT}?from=head&new=policy_on.whistleblowing&saved=what-is-left`)
    const again = await dsl.get(String(more.headers.location))
    expect(heading(again)).toBe('What is left to answer')
    expect(pageText(again)).toMatch(/Because of them, we need to know more[\s\S]* What will be done: Do all staff know/)
    // Whoever leaves the action for later is let go on.
    const on = await dsl.postFiles(UPLOAD, { ...fieldsOf(again), intent: 'continue' }, 'files.training_evidence', [])
    expect(on.headers.location).toBe('/return/check?saved=what-is-left')
    const odd = {
      key: 'odd',
      rule: { kind: 'at_most' as const, value: { question: 'read_part_one' }, most: 99 },
      says: 'Everybody has read it.',
    }
    const full = await answering(world, {}, {}, { ...everyKind, checks: [odd] })
    await answerEverything(full.dsl)
    expect((await full.dsl.get(LEFT)).headers.location).toBe('/return/check')
    expect(pageText(await full.dsl.get('/return'))).not.toContain('on one page')
    const answerLast = async () => {
      await world.db.raw(`delete from responses where return_id = ? and question_key = 'has_log'`, [full.auditReturn.id])
      const one = await full.dsl.get(LEFT)
      expect(pageText(one)).toContain('One question is left')
      return (await full.dsl.post(LEFT, { ...fieldsOf(one), 'a.has_log': 'no', intent: 'continue' })).headers.location
    }
    // What is seldom right is shown before anybody signs.
    expect(await answerLast()).toBe('/return/check?saved=what-is-left')
    await world.db.raw(`update responses set answer = '90' where return_id = ? and question_key = 'read_part_one'`, [full.auditReturn.id])
    expect(await answerLast()).toBe('/return/sign-off?saved=what-is-left')
  }),
)

test(
  'what is wrong comes back with what was typed, beside what is saved; two at once see both texts; a signature is not lost unsaid',
  inRollback(async world => {
    const { dsl, join, answers, auditReturn, partnership } = await answering(world)
    const page = fieldsOf(await dsl.get(LEFT))
    const priya = await join('deputy_dsl', 'Priya Nair')
    const training = '/return/sections/training'
    const other = { ...fieldsOf(await priya.get(training)), 'a.priority': 'Recruitment', intent: 'stay' }
    await priya.postFiles(`${training}/evidence`, other, 'files.training_evidence', [])
    const typed = { ...page, 'a.priority': 'Online safety', 'a.read_part_one': '101', 'a.lettings': 'met' }
    const answer = await dsl.postFiles(UPLOAD, typed, 'files.training_evidence', [])
    expect(answer.status).toBe(409)
    expect(pageText(answer)).toMatch(/Choose which answer to .*first priority/)
    expect(fieldsOf(answer)).toMatchObject({ 'a.read_part_one': '101', 'a.priority': 'Online safety' })
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met' })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment' })

    const unsigned = fieldsOf(await dsl.get(LEFT))
    await world.db.raw(`insert into sign_offs (return_id, partnership_id, role, name) values (?, ?, 'head', 'Ruth Ainsworth')`, [
      auditReturn.id,
      partnership.id,
    ])
    const late = await dsl.postFiles(UPLOAD, { ...unsigned, 'a.accurate': 'confirmed', 'a.has_log': 'no' }, 'files.training_evidence', [])
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain('Nothing is saved yet')
    expect((await answers()).has('has_log')).toBe(false)
  }),
)

test(
  'it is saved while one writes, kept when the session is over, and put back in its place',
  inRollback(async world => {
    const { dsl, answers, auditReturn } = await answering(world)
    const page = fieldsOf(await dsl.get(LEFT))
    const one = { _signatures: page._signatures, 'q.priority': '1', 'v.priority': page['v.priority'], 'a.priority': 'Online safety' }
    const typed = await dsl
      .send(`${LEFT}/typed`, 'application/json', JSON.stringify({ ...one, _csrf: dsl.csrf() }))
      .set('X-CSRF-Token', dsl.csrf())
    expect(typed.body).toMatchObject({ wrong: 0, conflicts: 0, bases: { priority: expect.stringMatching(/^1\./) } })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety' })

    const { answer, cookie } = await sentSignedOut(world, dsl, LEFT, { 'a.lettings': 'met' })
    expect(heading(answer)).toBe('You were signed out. What you typed is kept')
    const browser = withCookie(dsl, cookie)
    expect(pageText(await browser.get('/return'))).toContain('“What is left to answer”, sent at')
    const back = await browser.get(`${LEFT}?from=accurate`)
    expect(pageText(back)).toContain('1 answer, not saved yet')
    expect(back.text).toMatch(/name="a\.lettings"[^>]*value="met"[^>]* checked/)
    expect(String((await browser.post(LEFT, { ...page, 'a.lettings': 'met', intent: 'later' })).headers.location)).toMatch(
      /^\/return\?saved=what-is-left/,
    )
    expect(pageText(await dsl.get('/return?saved=what-is-left'))).toContain('“What is left to answer” is saved. You can close this page')

    // What waits opens no form of a return that was sent meanwhile.
    const again = await sentSignedOut(world, dsl, LEFT, { 'a.accurate': 'confirmed' })
    await world.db.raw(
      `update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online', reference = 'NR-8' where id = ?`,
      [auditReturn.id],
    )
    expect((await withCookie(dsl, again.cookie).get(LEFT)).headers.location).toBe('/return')
  }),
)

test(
  'who has some sections sees what is left of those alone; a long rest comes in parts',
  inRollback(async world => {
    const many = {
      ...everyKind,
      sections: everyKind.sections.map(section =>
        section.key === 'declaration'
          ? {
              ...section,
              questions: [
                ...Array.from({ length: 30 }, (_, at) => ({ ...section.questions[0]!, key: `accurate_${at}` })),
                { ...questionOf('has_log'), key: 'why_none', when: { question: 'has_log', in: ['no'] } },
              ],
            }
          : section,
      ),
    }
    const { dsl } = await answering(world, {}, {}, many)
    const first = await dsl.get(LEFT)
    expect(pageText(first)).toContain('Questions 1 to 25 of 43 that are left')
    const on = await dsl.postFiles(UPLOAD, { ...fieldsOf(first), intent: 'continue' }, 'files.training_evidence', [])
    expect(on.headers.location).toMatch(/\?from=accurate_\d+&saved=what-is-left$/)
    expect(pageText(await dsl.get(String(on.headers.location)))).toContain('Questions 26 to 43 of 43 that are left')

    // What an answer makes asked far down is led to.
    const far = await dsl.postFiles(UPLOAD, { ...fieldsOf(first), 'a.has_log': 'no', intent: 'continue' }, 'files.training_evidence', [])
    expect(far.headers.location).toBe(`${LEFT}?from=why_none&new=why_none&saved=what-is-left`)
    expect(asked((await dsl.get(String(far.headers.location))).text)).toEqual(['why_none'])

    const { auditReturn } = await answering(world)
    const helper = await world.make.contributorActor(auditReturn, 'business_manager', 'Omar Aziz')
    await world.db.raw(`update invitations set sections = '{training}' where id = ?`, [helper.invitationId])
    const own = await (await world.contributor(helper.contributorId)).get(LEFT)
    expect(asked(own.text)).toEqual(['read_part_one', 'priority', 'report', 'courses', 'training_evidence'])
  }),
)
