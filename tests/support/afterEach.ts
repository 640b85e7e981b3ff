import { afterAll } from '@jest/globals'
import { dropSharedDatabase } from './database.ts'

afterAll(dropSharedDatabase)
