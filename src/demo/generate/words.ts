/** The words of a practice in five languages: what SharePoint names by itself, and what people call their folders. */

export type Language = 'en' | 'de' | 'nl' | 'es' | 'fr';

export type Department = 'frontOffice' | 'clinical' | 'billing' | 'hr' | 'it' | 'management';

/** The name of a group and the nickname that becomes its mail address and its site. */
export type Named = readonly [name: string, nickname: string];

export interface Words {
  readonly country: string;
  /** Display name of the claim on everyone in the tenant; its login name is the same in every language. */
  readonly everyone: string;
  readonly documentLibrary: string;
  /** The library's name in addresses. */
  readonly documentLibraryPath: string;
  readonly owners: (site: string) => string;
  readonly members: (site: string) => string;
  readonly visitors: (site: string) => string;
  readonly departments: Readonly<Record<Department, Named>>;
  readonly home: string;
  readonly projects: readonly [Named, Named];
  readonly pilot: Named;
  readonly folders: Readonly<Record<Department | 'home' | 'project' | 'personal', readonly string[]>>;
  readonly documents: readonly string[];
  /** The three folders of the person who left, and how the files of the first begin. */
  readonly intake: readonly [folder: string, file: string];
  readonly contracts: readonly [folder: string, file: string];
  readonly schedules: string;
  /** Names of patients' files begin with one of these. */
  readonly records: readonly string[];
  readonly organizations: readonly string[];
}

const en: Words = {
  country: 'US',
  everyone: 'Everyone except external users',
  documentLibrary: 'Documents',
  documentLibraryPath: 'Shared Documents',
  owners: (site) => `${site} Owners`,
  members: (site) => `${site} Members`,
  visitors: (site) => `${site} Visitors`,
  departments: {
    frontOffice: ['FrontOffice', 'FrontOffice'],
    clinical: ['Clinical', 'Clinical'],
    billing: ['Billing', 'Billing'],
    hr: ['HR', 'HR'],
    it: ['IT', 'IT'],
    management: ['Management', 'Management'],
  },
  home: 'Welcome',
  projects: [
    ['Board Finance', 'BoardFinance'],
    ['Expansion Project', 'ExpansionProject'],
  ],
  pilot: ['Copilot pilot', 'CopilotPilot'],
  folders: {
    frontOffice: ['Phone Scripts', 'Office Supplies', 'Signage', 'Training'],
    clinical: ['Treatment Notes', 'Lab Results', 'Patient Referrals', 'Discharge Summaries', 'Medication Lists', 'Protocols'],
    billing: ['Superbills', 'EOB', 'Prior Authorizations', 'Fee Tables'],
    hr: ['I-9 Forms', 'Benefits', 'Job Descriptions', 'Reviews'],
    it: ['Network Diagrams', 'Software Inventory', 'Runbooks', 'Quotes'],
    management: ['Board Minutes', 'Budget', 'Strategy', 'Leases'],
    home: ['News', 'Branding', 'Photos', 'Policies'],
    project: ['Drafts', 'Meetings'],
    personal: ['Notes', 'Desktop'],
  },
  documents: [
    'Notes',
    'Agenda',
    'Summary',
    'Checklist',
    'Plan',
    'Draft',
    'Overview',
    'Minutes',
    'Proposal',
    'Guide',
    'Template',
    'Memo',
  ],
  intake: ['Patient Intake Forms', 'Intake'],
  contracts: ['Vendor Contracts', 'Contract'],
  schedules: 'Schedules',
  records: ['Treatment note', 'Lab result', 'Referral', 'Discharge summary'],
  organizations: ['Lakeside Family Health', 'Cedar Hill Medical Group', 'Harborview Outpatient Care', 'Prairie Health Partners'],
};

const de: Words = {
  country: 'DE',
  everyone: 'Jeder, außer externen Benutzern',
  documentLibrary: 'Dokumente',
  documentLibraryPath: 'Freigegebene Dokumente',
  owners: (site) => `Besitzer von ${site}`,
  members: (site) => `Mitglieder von ${site}`,
  visitors: (site) => `Besucher von ${site}`,
  departments: {
    frontOffice: ['Empfang', 'Empfang'],
    clinical: ['Behandlung', 'Behandlung'],
    billing: ['Abrechnung', 'Abrechnung'],
    hr: ['Personal', 'Personal'],
    it: ['IT', 'IT'],
    management: ['Leitung', 'Leitung'],
  },
  home: 'Willkommen',
  projects: [
    ['Finanzausschuss', 'Finanzausschuss'],
    ['Neubau Projekt', 'NeubauProjekt'],
  ],
  pilot: ['Copilot Pilot', 'CopilotPilot'],
  folders: {
    frontOffice: ['Telefonleitfaden', 'Büromaterial', 'Beschilderung', 'Schulung'],
    clinical: ['Arztbriefe', 'Laborbefunde', 'Überweisungen', 'Entlassungsbriefe', 'Medikationspläne', 'Leitlinien'],
    billing: ['Privatrechnungen', 'Kassenabrechnung', 'Kostenzusagen', 'Tarife'],
    hr: ['Personalakten', 'Krankmeldungen', 'Stellenbeschreibungen', 'Gespräche'],
    it: ['Netzpläne', 'Softwarebestand', 'Anleitungen', 'Angebote'],
    management: ['Protokolle', 'Haushalt', 'Strategie', 'Mietverträge'],
    home: ['Neuigkeiten', 'Marke', 'Fotos', 'Richtlinien'],
    project: ['Entwürfe', 'Sitzungen'],
    personal: ['Notizen', 'Schreibtisch'],
  },
  documents: [
    'Notiz',
    'Tagesordnung',
    'Übersicht',
    'Checkliste',
    'Plan',
    'Entwurf',
    'Protokoll',
    'Vorschlag',
    'Leitfaden',
    'Vorlage',
  ],
  intake: ['Patientenakten', 'Patientenakte'],
  contracts: ['Lieferantenverträge', 'Vertrag'],
  schedules: 'Dienstpläne',
  records: ['Arztbrief', 'Laborbefund', 'Überweisung', 'Entlassungsbrief'],
  organizations: ['Praxisverbund Seeblick', 'Ärztehaus Lindenhof', 'MVZ Am Stadtpark'],
};

const nl: Words = {
  country: 'NL',
  everyone: 'Iedereen behalve externe gebruikers',
  documentLibrary: 'Documenten',
  documentLibraryPath: 'Gedeelde documenten',
  owners: (site) => `Eigenaren van ${site}`,
  members: (site) => `Leden van ${site}`,
  visitors: (site) => `Bezoekers van ${site}`,
  departments: {
    frontOffice: ['Receptie', 'Receptie'],
    clinical: ['Behandeling', 'Behandeling'],
    billing: ['Facturatie', 'Facturatie'],
    hr: ['Personeel', 'Personeel'],
    it: ['ICT', 'ICT'],
    management: ['Directie', 'Directie'],
  },
  home: 'Welkom',
  projects: [
    ['Financiële commissie', 'FinancieleCommissie'],
    ['Uitbreiding', 'Uitbreiding'],
  ],
  pilot: ['Copilot-pilot', 'CopilotPilot'],
  folders: {
    frontOffice: ['Telefoonscripts', 'Kantoorartikelen', 'Bewegwijzering', 'Scholing'],
    clinical: ['Behandelverslagen', 'Labuitslagen', 'Verwijsbrieven', 'Ontslagbrieven', 'Medicatielijsten', 'Richtlijnen'],
    billing: ['Facturen', 'Declaraties', 'Machtigingen', 'Tarieven'],
    hr: ['Personeelsdossiers', 'Verzuim', 'Functiebeschrijvingen', 'Gesprekken'],
    it: ['Netwerktekeningen', 'Software', 'Handleidingen', 'Offertes'],
    management: ['Notulen', 'Begroting', 'Strategie', 'Huur'],
    home: ['Nieuws', 'Huisstijl', 'Foto’s', 'Beleid'],
    project: ['Concepten', 'Vergaderingen'],
    personal: ['Notities', 'Bureaublad'],
  },
  documents: ['Notitie', 'Agenda', 'Overzicht', 'Checklist', 'Plan', 'Concept', 'Notulen', 'Voorstel', 'Handleiding', 'Sjabloon'],
  intake: ['Patiëntdossiers', 'Patiëntdossier'],
  contracts: ['Leverancierscontracten', 'Contract'],
  schedules: 'Roosters',
  records: ['Behandelverslag', 'Labuitslag', 'Verwijsbrief', 'Ontslagbrief'],
  organizations: ['Zorggroep De Linde', 'Medisch Centrum Havenzicht', 'Polikliniek Noorderpark'],
};

const es: Words = {
  country: 'ES',
  everyone: 'Todos excepto los usuarios externos',
  documentLibrary: 'Documentos',
  documentLibraryPath: 'Documentos compartidos',
  owners: (site) => `Propietarios de ${site}`,
  members: (site) => `Integrantes de ${site}`,
  visitors: (site) => `Visitantes de ${site}`,
  departments: {
    frontOffice: ['Recepción', 'Recepcion'],
    clinical: ['Clínica', 'Clinica'],
    billing: ['Facturación', 'Facturacion'],
    hr: ['Recursos Humanos', 'RecursosHumanos'],
    it: ['Informática', 'Informatica'],
    management: ['Dirección', 'Direccion'],
  },
  home: 'Bienvenida',
  projects: [
    ['Comité financiero', 'ComiteFinanciero'],
    ['Proyecto ampliación', 'ProyectoAmpliacion'],
  ],
  pilot: ['Piloto Copilot', 'PilotoCopilot'],
  folders: {
    frontOffice: ['Guiones de teléfono', 'Material de oficina', 'Señalización', 'Formación'],
    clinical: [
      'Notas de tratamiento',
      'Resultados de laboratorio',
      'Derivaciones',
      'Informes de alta',
      'Medicación',
      'Protocolos',
    ],
    billing: ['Facturas', 'Seguros', 'Autorizaciones', 'Tarifas'],
    hr: ['Expedientes', 'Bajas médicas', 'Puestos', 'Evaluaciones'],
    it: ['Redes', 'Inventario', 'Manuales', 'Presupuestos'],
    management: ['Actas', 'Presupuesto', 'Estrategia', 'Alquileres'],
    home: ['Noticias', 'Marca', 'Fotos', 'Normas'],
    project: ['Borradores', 'Reuniones'],
    personal: ['Notas', 'Escritorio'],
  },
  documents: ['Nota', 'Orden del día', 'Resumen', 'Lista', 'Plan', 'Borrador', 'Acta', 'Propuesta', 'Guía', 'Plantilla'],
  intake: ['Historias clínicas', 'Historia clínica'],
  contracts: ['Contratos con proveedores', 'Contrato'],
  schedules: 'Turnos',
  records: ['Nota de tratamiento', 'Resultado de laboratorio', 'Derivación', 'Informe de alta'],
  organizations: ['Grupo Médico Alameda', 'Centro Ambulatorio del Puerto', 'Clínicas Valverde'],
};

const fr: Words = {
  country: 'FR',
  everyone: 'Tout le monde sauf les utilisateurs externes',
  documentLibrary: 'Documents',
  documentLibraryPath: 'Documents partages',
  owners: (site) => `Propriétaires de ${site}`,
  members: (site) => `Membres de ${site}`,
  visitors: (site) => `Visiteurs de ${site}`,
  departments: {
    frontOffice: ['Accueil', 'Accueil'],
    clinical: ['Soins', 'Soins'],
    billing: ['Facturation', 'Facturation'],
    hr: ['Ressources humaines', 'RessourcesHumaines'],
    it: ['Informatique', 'Informatique'],
    management: ['Direction', 'Direction'],
  },
  home: 'Bienvenue',
  projects: [
    ['Comité financier', 'ComiteFinancier'],
    ['Projet extension', 'ProjetExtension'],
  ],
  pilot: ['Pilote Copilot', 'PiloteCopilot'],
  folders: {
    frontOffice: ['Scripts téléphone', 'Fournitures', 'Signalétique', 'Formation'],
    clinical: [
      'Notes de soins',
      'Résultats de laboratoire',
      'Courriers d’adressage',
      'Comptes rendus',
      'Ordonnances',
      'Protocoles',
    ],
    billing: ['Factures', 'Mutuelles', 'Accords préalables', 'Tarifs'],
    hr: ['Dossiers du personnel', 'Arrêts maladie', 'Postes', 'Entretiens'],
    it: ['Réseau', 'Inventaire', 'Manuels', 'Devis'],
    management: ['Procès-verbaux', 'Budget', 'Stratégie', 'Baux'],
    home: ['Actualités', 'Charte', 'Photos', 'Règles'],
    project: ['Brouillons', 'Réunions'],
    personal: ['Notes', 'Bureau'],
  },
  documents: ['Note', 'Ordre du jour', 'Résumé', 'Liste', 'Plan', 'Brouillon', 'Proposition', 'Guide', 'Modèle'],
  intake: ['Dossiers patients', 'Dossier patient'],
  contracts: ['Contrats fournisseurs', 'Contrat'],
  schedules: 'Plannings',
  records: ['Note de soins', 'Résultat de laboratoire', 'Courrier', 'Compte rendu'],
  organizations: ['Pôle Santé des Tilleuls', 'Centre Médical du Port', 'Maison de Santé Beaulieu'],
};

export const WORDS: Readonly<Record<Language, Words>> = { en, de, nl, es, fr };

/** Letters that an address may hold: no accents, no blanks. */
export function asciiOf(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/[^A-Za-z0-9.]/g, '');
}
