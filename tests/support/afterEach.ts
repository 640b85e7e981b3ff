import { afterAll } from '@jest/globals'
import { dropSharedDatabase } from './database.ts'
import { endSharedLooking } from './looking.ts'
import { handOnRows, hearRows } from './hearRows.ts'

hearRows()
afterAll(handOnRows)
afterAll(dropSharedDatabase)
afterAll(endSharedLooking)
