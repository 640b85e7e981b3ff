import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startProgram, type Running } from './support/program.ts'
import { comeIn } from './support/school.ts'
import { sendNonsense, walk } from './support/walk.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

test('every page that a school can walk to does so, too, each section by itself', async () => {
  const { page, context } = await running.window({ width: 320 })
  await comeIn(page, await running.schoolLink())
  const { faults, seen } = await walk(running, page, '/return', 40)
  const sent = await sendNonsense(running, page, seen)
  await context.close()
  expect([...faults, ...sent.faults]).toEqual([])
  expect(sent.refused).toBeGreaterThan(5)
  expect(seen.filter(href => href.startsWith('/return/sections/')).length).toBeGreaterThan(10)
}, 1_200_000)
