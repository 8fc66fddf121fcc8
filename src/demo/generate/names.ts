/** First and last names by language, common enough to be nobody's. */
import type { Language } from './words.js';

interface Names {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

export const NAMES: Readonly<Record<Language, Names>> = {
  en: {
    first: list(`
      Alice Brian Carla Derek Elena Frank Grace Hector Irene James Karen Luis Maria Nathan Olivia Paul Quinn Rachel Samuel
      Teresa Victor Wendy Aaron Bethany Calvin Diane Ethan Fiona George Hannah Isaac Julia Kevin Laura Marcus Nina Oscar Priya
      Ronald Sofia Thomas Vanessa Walter Yvonne Zachary Amber`),
    last: list(`
      Anderson Bennett Carter Dalton Ellison Fisher Grant Hughes Ingram Jensen Keller Lambert Mercer Nolan Osborne Parker
      Quigley Reyes Sanders Turner Underwood Vaughn Walsh Young Abbott Barrett Coleman Drake Emerson Foster Gibson Harmon
      Irving Jacobs Kendall Lawson Monroe Norris Owens Porter Ramsey Sutton Tucker Vega Whitaker Zimmerman`),
  },
  de: {
    first: list(`
      Anna Bernd Claudia Dirk Elke Florian Greta Heiko Ingrid Jens Katrin Lukas Martina Nils Petra Ralf Sabine Thomas Ulrike
      Volker Wiebke Andreas Birgit Christian Doris Erik Franziska Gerd Heike Jürgen Karin Lars Monika Oliver Silke Uwe`),
    last: list(`
      Albrecht Becker Dietrich Engel Fischer Groß Hoffmann Jäger Krüger Lehmann Möller Neumann Otto Pfeiffer Richter Schäfer
      Thiel Vogel Weber Ziegler Arnold Brandt Busch Ernst Frank Günther Hartmann Kaiser Lorenz Maier Peters Roth Sommer Winkler`),
  },
  nl: {
    first: list(`
      Anouk Bas Chantal Daan Eline Femke Gijs Hanneke Iris Jeroen Karin Lars Marloes Niels Olga Pieter Roos Sanne Thijs Ursula
      Vera Wouter Yvette Arjan Bram Carlijn Dirk Esther Floor Guus Inge Joost Kees Lotte Maarten Noor`),
    last: list(`
      Bakker Claassen Dekker Evers Fransen Groen Hendriks Jacobs Kok Linden Meijer Nijhuis Oosten Peters Rietveld Smit Timmer
      Verbeek Willems Zwart Aalbers Boersma Driessen Geerts Hoekstra Jansen Kramer Lammers Mulder Postma Schouten Vermeer`),
  },
  es: {
    first: list(`
      Ana Beatriz Carlos Diego Elena Fernando Gloria Hugo Inés Javier Laura Manuel Nuria Óscar Pilar Raúl Sara Tomás Úrsula
      Verónica Alba Bruno Clara David Esther Felipe Gema Iván Julia Lorenzo Marta Nicolás Olga Pablo Rocío Sergio`),
    last: list(`
      Álvarez Blanco Castro Domínguez Esteban Fuentes Gallego Herrera Ibáñez Jiménez León Marín Navarro Ortega Pascual Quintana
      Romero Salas Torres Vidal Aguilar Bravo Cano Delgado Gil Iglesias Lozano Molina Núñez Prieto Rubio Serrano Vega Zamora`),
  },
  fr: {
    first: list(`
      Amélie Benoît Camille Damien Élodie François Gaëlle Hugo Isabelle Julien Karine Laurent Margaux Nicolas Océane Pascal
      Quentin Rémi Sophie Thierry Valérie Yann Zoé Adrien Brigitte Claire Denis Émile Florence Gérard Hélène Jérôme Lucie`),
    last: list(`
      Arnaud Bernard Chevalier Dupuis Étienne Fournier Girard Henry Imbert Joly Lambert Moreau Noël Olivier Perrin Renaud
      Simon Tessier Vincent Aubert Blanchard Carpentier Delorme Fabre Gauthier Hubert Lacroix Masson Picard Roussel Vasseur`),
  },
};

/** Names of suppliers, the same in every language. */
export const SUPPLIERS = list(
  'Alpine Brightline Corvus Dunmore Eastgate Fairway Glenrock Holloway Ironwood Juniper Kestrel Larkspur',
);

/** Domains of people from outside; none of them exists. */
export const OUTSIDE = ['northgatelegal.example', 'summitbuilders.example', 'claritydesign.example'] as const;
