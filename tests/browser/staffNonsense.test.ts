import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { signIn, startProgram, type Running } from './support/program.ts'
import { sendNonsense, visit } from './support/walk.ts'

let running: Running
beforeAll(async () => {
  running = await startProgram()
})
afterAll(() => running.stop())

test('every form of staff refuses nonsense on a page that is accessible, valid and as wide as a phone', async () => {
  const { page, context } = await running.window({ width: 320 })
  await signIn(running, page)
  const { faults, refused } = await sendNonsense(running, page, await visit(running, page, '/rounds', 90))
  await context.close()
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(10)
}, 1_200_000)
