import { expect, test } from '@jest/globals'
import { capped } from '../../src/platform/forms/lengths.ts'
import { routes } from '../../src/routes.ts'
import { heading, inRollback, pageText } from '../support/app.ts'
import { heldUpBy, MOST_MILLISECONDS, timed, type Known } from '../support/awkward.ts'
import { lacksConcern, linksThatLose, nameOf, walkThrough, type FoundForm } from '../support/walk.ts'
import { everybody } from '../support/walkers.ts'

/** Forms that no walker comes upon, and what stands for them. The list may only become shorter. */
const NOT_WALKED: Record<string, string> = {
  'POST /sign-in/set-up': 'the code of POST /account/second-factor/new, read by the same schema',
  'POST /return/evidence/files': 'a file of POST /return/evidence, as its script sends it: no text of it is read',
  'POST /return/evidence/new/files': 'a file of POST /return/evidence/new with the question that was chosen, read the same way',
  'POST /return/evidence/:id/replacement/file': 'the file of POST /return/evidence/:id/replacement, as its script sends it',
  'POST /returns/:returnId/offline/files': 'a file of POST /returns/:returnId/offline with what its form says, read by the same schema',
  'POST /returns/:returnId/evidence/files': 'a file of POST /returns/:returnId/evidence with what its form says, read by the same schema',
  'POST /returns/:returnId/workbook/documents/:evidenceId': 'a press: nothing is written',
  'POST /return/sign-off': 'the signature of POST /return/submit, read by the same schema',
}

/** The forms of sections, and of rows of lists, as their script sends them while somebody writes. */
const asScriptsSend = (forms: readonly FoundForm[]): FoundForm[] => {
  return ['/return/sections/:section', '/return/sections/:section/lists/:question/:row'].flatMap(of => {
    const typed = routes.find(({ path }) => path === `${of}/typed`)!
    return forms
      .filter(({ route }) => nameOf(route) === `POST ${of}`)
      .map(form => ({ ...form, route: typed, action: `${form.action}/typed` }))
  })
}

test(
  'nothing that somebody writes, into any field of any form, holds the others up',
  inRollback(async world => {
    const walked = await walkThrough(await everybody(world), routes)
    expect(walked.withoutConcern).toEqual([])
    expect(walked.losing).toEqual([])
    const forms = [...walked.forms, ...asScriptsSend(walked.forms)]
    const reached = new Set(forms.map(({ route }) => nameOf(route)))
    const posts = routes.filter(({ method }) => method === 'post').map(nameOf)
    expect(posts.filter(name => reached.has(name) === name in NOT_WALKED)).toEqual([])

    const carried = forms.flatMap(({ boxes }) => boxes.flatMap(({ name, values }) => values.map(value => ({ name, value }))))
    expect(carried.filter(({ name, value }) => capped(name, value) !== value)).toEqual([])

    const faults: string[] = []
    const known: Known = new Map()
    for (const form of forms) faults.push(...(await heldUpBy(world, form, undefined, known)))
    expect([...new Set(faults)]).toEqual([])
  }),
  480_000,
)

test('a page outside the office with a box for free text is found by what it lacks', () => {
  const [box, line, office] = ['<textarea name="note">', '<p class="app-concern">', '<a href="/account">']
  expect([box, box + line, box + office, line].map(text => lacksConcern({ text }))).toEqual([true, false, false, false])
})

test('a link that loses what was typed in a section is found by where it leads', () => {
  const form = (links: string) => ({
    text: `<form method="post" data-draft="1-2" novalidate>${links}</form><a href="/return">All sections</a>`,
  })
  const stays =
    '<a href="#question-head">Next</a><a class="app-typed" href="/return/evidence/12">policy.pdf</a><a href="tel:01632">Call</a>'
  expect(linksThatLose(form(stays))).toEqual([])
  const leads = ['/return/versions/head', '/return/evidence/12/change', '/return/last-year-actions', '?from=head']
  expect(linksThatLose(form(leads.map(href => `<a class="app-link" href="${href}">Leave</a>`).join('')))).toEqual(leads)
})

test(
  'neither do long addresses, long names, or as many fields as a form may have',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const browser = await world.staff(actor.accountId)
    const long = ' '.repeat(4000).replaceAll(' ', '%20')
    const named = routes
      .filter(({ method, path }) => method === 'get' && /:/.test(path))
      .map(({ path }) => path.replace(/:\w+/, long).replace(/:\w+/g, '1'))
    const many = new URLSearchParams(
      Array.from({ length: 4900 }, (_, at): [string, string] => [`${'('.repeat(100)}${at}`, ' '.repeat(200)]),
    )
    many.append('a'.repeat(500_000), 'x')
    const requests = [
      ...named.map(path => () => browser.get(path)),
      () => browser.get('/rounds').set('Referer', `http://audit.test/${long}`),
      () => browser.get('/rounds').set('User-Agent', '('.repeat(14_000)),
      () => browser.send('/rounds/new', 'application/x-www-form-urlencoded', many.toString()),
      () =>
        world
          .visitor()
          .send('/sign-in', 'application/x-www-form-urlencoded', many.toString())
          .set('Cookie', `${'; '.repeat(6000)}a`),
    ]
    const ordinary = () => timed(browser.get('/rounds'))
    await ordinary()
    const faults: string[] = []
    for (const request of requests) {
      const { milliseconds, status } = await timed(request())
      // Once more with the garbage collected, and beside what any page takes here.
      const again = milliseconds > MOST_MILLISECONDS ? (await timed(request())).milliseconds - (await ordinary()).milliseconds : 0
      if (Number(status) >= 500 || again > MOST_MILLISECONDS)
        faults.push(`${request().url.slice(0, 60)}: ${status}, ${Math.round(again)} ms`)
    }
    expect(faults).toEqual([])
  }),
  60_000,
)

test(
  'who pastes too much is told so at the field, and gets it back',
  inRollback(async world => {
    const { accountId } = await world.make.staffActor(undefined, 'administrator')
    const browser = await world.staff(accountId)
    const pasted = 'Every word counts. '.repeat(700).trim()
    const answer = await browser.post('/rounds/new', {
      name: 'Audit',
      code: '',
      introduction: pasted,
      'due-day': '1',
      'due-month': '2',
      'due-year': `20${' '.repeat(15_000)}27`,
    })
    expect(answer.status).toBe(422)
    expect(answer.text.includes(pasted)).toBe(true)
    expect(answer.text.includes(' '.repeat(100))).toBe(false)
    const summary = pageText(answer).slice(0, 1000)
    expect(summary).toContain('Introduction must be 4,000 characters or fewer')
    expect(summary).toContain('put the day, the month and the year in a box each')
  }),
)

test(
  'a form that cannot be taken shows no more of a text than any page would',
  inRollback(async world => {
    const answer = await world.visitor().post('/return/sections/training', { 'a.q1': 'Typed. '.repeat(40_000) })
    expect([answer.status, heading(answer)]).toEqual([403, 'Open your audit link again'])
    expect(answer.text).toContain('Typed. Typed.')
    expect(answer.text.length).toBeLessThan(140_000)
  }),
)
