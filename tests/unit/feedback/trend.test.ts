import { expect, test } from '@jest/globals'
import { totalOf, trendOf } from '../../../src/features/feedback/trend.ts'

const section = (key: string, title: string, inPlace: number, fallsShort: number) => ({
  ...{ key, title, inPlace, fallsShort, rated: inPlace + fallsShort + 2, notApplicable: 1, blank: 1 },
})

test('each section is counted by year under its newest title; what was not rated is no zero, and sections of before come last', () => {
  const years = [
    { round: 'One', sections: [section('old', 'Old', 1, 1), section('training', 'Training then', 2, 2)] },
    { round: 'Two', sections: [section('training', 'Training', 3, 1), section('new', 'New', 0, 0)] },
  ]
  expect(trendOf(years)).toEqual([
    {
      key: 'training',
      title: 'Training',
      shares: [
        { n: 2, of: 4 },
        { n: 3, of: 4 },
      ],
    },
    { key: 'new', title: 'New', shares: [null, null] },
    { key: 'old', title: 'Old', shares: [{ n: 1, of: 2 }, null] },
  ])
  expect(years.map(totalOf)).toEqual([
    { n: 3, of: 6 },
    { n: 3, of: 4 },
  ])
})
