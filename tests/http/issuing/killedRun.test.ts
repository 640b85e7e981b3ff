import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { RESEND_TEXT } from '../../../src/features/issuing/resendLetter.ts'
import { jobs } from '../../../src/jobs.ts'
import { row } from '../../../src/platform/db.ts'
import { startWorker } from '../../../src/platform/jobs/worker.ts'
import { notNoted } from '../../../src/platform/process/inFlight.ts'
import { pageText, worldOn } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'

test('the run of a killed process says that it stands, goes on within a minute by itself, and sends each letter once', async () => {
  const { db, drop } = await cloneDatabase()
  const world = worldOn(db)
  const { make } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove' })
  await make.contact({ partnership_id, establishment_id: establishment.id, email: 'dsl@ashgrove.example' })
  const { round_id } = await make.auditReturn({ partnership_id, establishment_id: establishment.id })
  const browser = await world.staff(actor.accountId)
  const ordered = await browser.post(`/rounds/${round_id}/resend`, { all: '1', ...RESEND_TEXT, _key: randomUUID() })
  const page = async () => pageText(await browser.get(ordered.headers.location ?? ''))
  const claimed = (ago: string) =>
    db.raw(
      `update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '${ago}' where name = 'invitation.resend'`,
    )
  await db.raw(`update job_runs set status = 'running'`)

  await claimed('3 seconds')
  expect(await page()).toContain('You can leave it: the work goes on.')
  await claimed('40 seconds')
  const killed = await page()
  expect(killed).toContain('Waiting to go on')
  expect(killed).not.toContain('You can leave it: the work goes on.')

  const begun = Date.now()
  const worker = await startWorker(world.deps, jobs, notNoted)
  for (let at = ''; !at.includes('A message for each is written'); at = await page()) {
    if (Date.now() - begun > 60_000) throw new Error(`not within a minute: ${at}`)
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  await worker.stop()
  expect(await row(db, 'select count(*)::int as written from messages')).toEqual({ written: 1 })
  await drop()
}, 120_000)
