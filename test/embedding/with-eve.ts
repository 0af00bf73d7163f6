/** Loaded into the process of the system before anything else: she can log in too. */
import { residents, type Person } from '../../examples/demo-provider/people.ts'
import { eve } from './eve.ts'

;(residents as Person[]).push(eve)
