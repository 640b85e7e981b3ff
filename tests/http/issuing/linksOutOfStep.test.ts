import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** An open round with one return, whose DSL holds the main link. */
async function issued(world: TestWorld, name = 'Xena Old', email = 'x-old@school.example') {
  const { make, db, deps } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const round = await make.round({ partnership_id })
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove Primary School' })
  const dsl = await make.contact({ partnership_id, establishment_id: establishment.id, name, email })
  const { id: returnId } = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id })
  const path = new URL((await openAuditLink(deps, partnership_id, returnId)) ?? '').pathname
  const invitation = await row<{ id: Id<'invitation'> }>(db, 'select id from invitations where return_id = ?', [returnId])
  await db.raw(`update invitations set issued_at = now() - interval '60 days'`)
  const browser = await world.staff(actor.accountId)
  const add = (who: Record<string, unknown>) => make.contact({ partnership_id, establishment_id: establishment.id, ...who })
  return { actor, partnership_id, round, establishment, dsl, returnId, path, invitationId: invitation!.id, browser, add }
}

const links = ({ db }: TestWorld) =>
  rows<{ name: string; email: string; works: boolean; main: boolean }>(
    db,
    'select name, email, revoked_at is null as works, main from invitations order by id',
  )
const letters = async ({ db }: TestWorld) =>
  (await rows<{ to: string }>(db, `select to_email as "to" from messages order by id`)).map(({ to }) => to)

test(
  'F26: a link that is out to an old address is said on every page that matters, and one button moves it',
  inRollback(async world => {
    const { browser, dsl, round, establishment, returnId, invitationId, path } = await issued(world)
    await world.db.raw(`update contacts set email = 'x-new@school.example' where id = ?`, [dsl.id])
    const line = 'The link of Xena Old was sent to x-old@school.example. The register has x-new@school.example now.'
    for (const page of [
      `/returns/${returnId}`,
      `/returns/${returnId}/links`,
      `/rounds/${round.id}/links-to-move`,
      `/register/contacts/${dsl.id}`,
      `/register/establishments/${establishment.id}`,
    ])
      expect([page, pageText(await browser.get(page)).includes(line)]).toEqual([page, true])
    expect(pageText(await browser.get(`/rounds/${round.id}`))).toContain(
      'Move the audit links of 1 establishment, whose holder left or whose address changed',
    )
    const before = pageText(await browser.get(`/returns/${returnId}/links`))
    expect(before.match(/Send this link again to Xena Old/g)).toHaveLength(1)
    expect(before).toContain('A new link goes to Xena Old at x-new@school.example. The old link ends at once')

    await browser.post(`/returns/${returnId}/links/move`, { invitation: String(invitationId) })
    expect(await links(world)).toEqual([
      { name: 'Xena Old', email: 'x-old@school.example', works: false, main: true },
      { name: 'Xena Old', email: 'x-new@school.example', works: true, main: true },
    ])
    expect(await letters(world)).toEqual(['x-new@school.example'])
    const after = pageText(await browser.get(`/returns/${returnId}/links`))
    expect(after).toContain('The link of Xena Old has ended, and Xena Old holds the link now.')
    expect(after).not.toContain('The link of Xena Old was sent to')
    expect(pageText(await browser.get(`/rounds/${round.id}`))).not.toContain('Move the audit links')
    // Whoever opens the old one is told what is so.
    expect(pageText(await world.visitor().get(path))).toContain('You have a newer link. Use that one.')

    // The second of two people is told what happened, and by whom.
    const again = await browser.post(`/returns/${returnId}/links/move`, { invitation: String(invitationId) })
    expect([again.status, heading(again)]).toEqual([409, 'This audit link was ended already'])
    expect(pageText(again)).toMatch(/The link of Xena Old was ended by .+ at .+\(moved to Xena Old/)
    expect(await letters(world)).toEqual(['x-new@school.example'])
  }),
)

test(
  'F27: the link of a DSL who left goes to the new one; list, call sheet, extension preview and links page name the same person',
  inRollback(async world => {
    const { browser, dsl, round, returnId, invitationId, add, path } = await issued(world, 'Kim Left', 'k@school.example')
    await add({ role: 'head', name: 'Hugo Head', email: 'head@school.example', phone: '01632 960001' })
    await world.db.raw('update contacts set to_on = ? where id = ?', [day(-8), dsl.id])
    await add({ name: 'Nia New', email: 'n@school.example' })
    const [year = '', month = '', date = ''] = day(30).split('-')
    const form = {
      returns: String(returnId),
      'due-day': date,
      'due-month': month,
      'due-year': year,
      'due-time': '17:00',
      reason: 'new_people',
    }
    const pages = async () => ({
      list: pageText(await browser.get(`/rounds/${round.id}/returns`)),
      'call sheet': pageText(await browser.get(`/rounds/${round.id}/chases`)),
      preview: pageText(await browser.post(`/rounds/${round.id}/extensions/preview`, form)),
      links: pageText(await browser.get(`/returns/${returnId}/links`)),
    })
    for (const [page, text] of Object.entries(await pages())) expect([page, text.includes('Nia New') || text]).toEqual([page, true])
    expect(pageText(await browser.get(`/returns/${returnId}/links`))).toContain(
      'A new link goes to Nia New (Designated Safeguarding Lead, n@school.example).',
    )

    // More time is told to the new one, by a link of her own: the button then makes that the main one, and the old one ends.
    await browser.post(`/rounds/${round.id}/extensions`, form)
    expect(await letters(world)).toEqual(['n@school.example'])
    expect(pageText(await browser.get(`/returns/${returnId}/links`))).toContain('holds a link already: it becomes the main one')
    await browser.post(`/returns/${returnId}/links/move`, { invitation: String(invitationId) })
    expect(await links(world)).toEqual([
      { name: 'Kim Left', email: 'k@school.example', works: false, main: true },
      { name: 'Nia New', email: 'n@school.example', works: true, main: true },
    ])
    Object.assign(form, { 'due-time': '18:00' })
    for (const [page, text] of Object.entries(await pages())) expect([page, text.includes('Nia New') || text]).toEqual([page, true])
    expect(new Set(await letters(world))).toEqual(new Set(['n@school.example']))
    const landing = pageText(await world.visitor().get(path))
    expect(landing).toContain('A colleague has the link now.')
    expect(landing).not.toContain('Send me a new link')
  }),
)

test(
  'F61: evidence of a completed return is asked of the new DSL, and who left is marked as such wherever the link stands',
  inRollback(async world => {
    const { browser, dsl, returnId, round, add, partnership_id } = await issued(world, 'Cara Left', 'c@school.example')
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [returnId])
    // Sent in, with nothing asked: nobody has anything left to do by the link, and nobody is written to.
    await world.db.raw('update contacts set to_on = ? where id = ?', [day(-1), dsl.id])
    await add({ name: 'Olu New', email: 'o@school.example' })
    expect(pageText(await browser.get(`/rounds/${round.id}/links-to-move`))).toContain('No link has to be moved')

    await world.make.askedForEvidence({ id: returnId, partnership_id, round_id: round.id })
    const page = pageText(await browser.get(`/rounds/${round.id}/links-to-move`))
    expect(page).toMatch(/Cara Left left on .+, and still holds a link that works\./)
    expect(page).toContain('1 link will be moved')
    const invitation = await row<{ id: Id<'invitation'> }>(world.db, 'select id from invitations where return_id = ?', [returnId])
    const moved = await browser.post(`/rounds/${round.id}/links-to-move`, { invitation: String(invitation!.id) })
    expect(moved.status).toBe(303)
    expect(pageText(await browser.get(`/rounds/${round.id}/links-to-move`))).toContain('1 link was moved, and the old one has ended.')
    expect(await letters(world)).toEqual(['o@school.example'])
    // Pressed again: nothing happens twice.
    await browser.post(`/rounds/${round.id}/links-to-move`, { invitation: String(invitation!.id) })
    expect(await letters(world)).toEqual(['o@school.example'])
  }),
)

test(
  'D29, D30: the holder of the main link sees that a colleague’s message came back and can copy the link; one whose link they end is told who did it',
  inRollback(async world => {
    const { partnership_id, returnId, invitationId } = await issued(world)
    const actor = await world.make.contributorActor({ id: returnId, partnership_id }, 'dsl', 'Xena Old')
    await world.db.raw('update contributors set invitation_id = ? where id = ?', [invitationId, actor.contributorId])
    const holder = await world.contributor(actor.contributorId)
    await holder.post('/return/colleagues', { name: 'Omar Aziz', email: 'omar@school.example', role: 'deputy_dsl', opens: 'whole' })
    await world.db.raw(`update messages set status = 'bounced', error = 'no such mailbox', sent_at = now()`)
    const page = pageText(await holder.get('/return/colleagues'))
    expect(page).toMatch(/Last message, to omar@school\.example: came back, /)
    expect(page).toContain('The message did not reach Omar Aziz. Check the address')

    const omar = await row<{ id: Id<'invitation'> }>(world.db, `select id from invitations where return_id = ? and name = 'Omar Aziz'`, [
      returnId,
    ])
    const shown = await holder.post('/return/colleagues/show', { invitation: String(omar!.id) })
    const [, link = ''] = /value="(http[^"]+\/audit\/[^"]+)"/.exec(shown.text) ?? []
    expect((await world.visitor().get(new URL(link).pathname)).status).toBe(200)
    // The main link is the partnership's to show.
    expect((await holder.post('/return/colleagues/show', { invitation: String(invitationId) })).status).toBe(404)

    await holder.post('/return/colleagues/end', { invitation: String(omar!.id) })
    const landing = await world.visitor().get(new URL(link).pathname)
    expect([landing.status, heading(landing)]).toEqual([410, 'This audit link has been ended'])
    expect(pageText(landing)).toContain('Xena Old, at Ashgrove Primary School, ended it at')
    expect(pageText(landing)).toContain('If you still need to help, ask Xena Old for a new link.')
    expect(pageText(landing)).not.toContain('Send me a new link')
  }),
)
