import { together } from '../support/together.ts'

await together(new URL('./chasing/', import.meta.url))
