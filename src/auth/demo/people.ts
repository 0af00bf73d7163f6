/** Who can be chosen. Nobody of them exists. */

/** Tag of a person → tag of an attribute → value. */
export type People = Record<string, Record<string, string>>

// Numbers that begin with 9999 are not given out.
export const everybody: People = {
  noor: {
    name: 'Noor Oefening',
    date_of_birth: '1991-04-17',
    address: 'Oefenlaan 1, 0000 AA Juinen',
    postcode: '0000 AA',
    email: 'noor@oefening.example',
    phone: '+31600000001',
    bsn: '999990019',
  },
  milan: {
    name: 'Milan Oefening-de Test',
    date_of_birth: '1958-12-01',
    address: 'Proefstraat 24 B, 0000 AB Juinen',
    postcode: '0000 AB',
    email: 'milan@oefening.example',
    phone: '+31600000002',
    bsn: '999990020',
  },
}

/** Every attribute that one of them has. */
export const attributesOf = (people: People): string[] => [
  ...new Set(Object.values(people).flatMap((person) => Object.keys(person))),
]
