import { expect, test } from '@jest/globals'
import { partNumber } from '../../../src/features/plans/plan.ts'

test.each([
  ['Aim 1', 0, ''],
  [' aim 2 ', 1, ''],
  ['Aim 1', 1, 'Aim 2'],
  ['NSB1', 0, 'Aim 1'],
  ['', 3, 'Aim 4'],
])('a part with the code “%s” at place %i is numbered “%s”: nobody reads “Aim 1: Aim 1”', (code, at, number) =>
  expect(partNumber({ kind: 'aim', code }, at)).toBe(number),
)
