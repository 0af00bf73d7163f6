/** Who can log in at the demonstration provider. All of them, their addresses and their dates are made up. */

export interface Person {
  /** `sub`. */
  id: string
  /** One line that tells a person which one this is. */
  note: { nl: string; en: string }
  claims: {
    name: string
    /** What residents may know of an employee. */
    given_name?: string
    birthdate?: string
    email?: string
    address?: { formatted: string; locality: string; postal_code: string; country: string }
    roles?: string[]
    /** Purposes that an employee is good for. */
    skills?: string[]
  }
}

const juinen = (street: string, postalCode: string) => ({
  formatted: `${street}\n${postalCode} Juinen`,
  locality: 'Juinen',
  postal_code: postalCode,
  country: 'NL',
})

export const residents: readonly Person[] = [
  {
    id: 'resident-1',
    note: { nl: 'verhuist binnen Juinen', en: 'moves within Juinen' },
    claims: {
      name: 'Zoë van der Velde-Çelik',
      birthdate: '1984-02-29',
      email: 'zoe@bewoner.example',
      address: juinen('Fantasieplein 12', '0000 AA'),
    },
  },
  {
    id: 'resident-2',
    note: { nl: 'vraagt een vergunning aan', en: 'applies for a permit' },
    claims: {
      name: "Ruud O'Brien-Łukasiewicz",
      birthdate: '1951-11-03',
      email: 'ruud@bewoner.example',
      address: juinen('Verzonnenlaan 7-bis', '0000 AB'),
    },
  },
  {
    id: 'resident-3',
    note: { nl: 'woont pas kort in Juinen', en: 'has only just moved to Juinen' },
    claims: {
      name: 'Nguyễn Thị Hương',
      birthdate: '2003-07-15',
      email: 'huong@bewoner.example',
      address: juinen('Nergensstraat 101', '0000 AC'),
    },
  },
]

export const employees: readonly Person[] = [
  {
    id: 'employee-1',
    note: { nl: 'burgerzaken', en: 'civil affairs' },
    claims: {
      name: 'Sanne de Wit',
      given_name: 'Sanne',
      email: 'sanne@juinen.example',
      roles: ['agent'],
      skills: ['request_permit', 'form_help'],
    },
  },
  {
    id: 'employee-2',
    note: { nl: 'vergunningen', en: 'permits' },
    claims: {
      name: 'Ahmed El Idrissi',
      given_name: 'Ahmed',
      email: 'ahmed@juinen.example',
      roles: ['agent'],
      skills: ['waste_question'],
    },
  },
  {
    id: 'employee-3',
    note: { nl: 'is er vandaag voor het eerst', en: 'is here for the first time today' },
    claims: {
      name: 'Marijke Ångström',
      given_name: 'Marijke',
      email: 'marijke@juinen.example',
      roles: ['agent', 'supervisor'],
    },
  },
]

export const personOf = (id: string): Person | undefined =>
  [...residents, ...employees].find((person) => person.id === id)

export type Kind = 'residents' | 'employees'

export const peopleOf = (kind: Kind): readonly Person[] =>
  kind === 'residents' ? residents : employees
