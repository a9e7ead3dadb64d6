//! The hot path of reading: a record of short plain cells goes straight into a tally, eight cells at a time and without a
//! branch per cell. Anything else is left to the full reader.
//!
//! A cell becomes a code: 0 when it is empty, else 1 for the first choice of its item, 2 for the second and so on. What a
//! code adds to the state of a part is linear in it, so the cells of a block are added up by one multiplication per part.

mod block;
mod sum;

use std::ops::Range;

use memchr::memchr2;

use crate::batch::bytes::Head;
use crate::batch::scan::block::{Advance, Block, Bytes, CELLS, first, marks};
use crate::batch::scan::sum::{Line, Share, Sums, lanes_of};
use crate::batch::tables::Tables;
use crate::batch::tally::{Chance, Lanes, Tally};
use crate::survey::layout::{Column, Item};

/// The columns of a table, compiled for scanning.
#[derive(Debug)]
pub(super) struct Scanner {
    delimiter: u8,
    segments: Vec<Segment>,
    blocks: Vec<Block>,
    /// For each block those of its cells.
    advances: Vec<Vec<Advance>>,
    /// For each part what its blocks add to its state.
    shares: Vec<Vec<Share>>,
    /// Blocks of statements.
    statements: Vec<Range<usize>>,
    /// The states to which the shares are added: what they leave out of a linear sum.
    bases: Vec<u16>,
    /// Of all scenarios together.
    chance: Chance,
}

/// Neighbouring columns that are read in one go.
#[derive(Debug)]
enum Segment {
    Skip,
    Id,
    Items(Items),
}

/// Cells of items of one kind.
#[derive(Debug)]
struct Items {
    blocks: Range<usize>,
    /// What they take without a gap, delimiters between them included.
    length: usize,
}

/// Room for the codes of one record, kept from one to the next.
#[derive(Debug)]
pub(super) struct Codes([Bytes; MOST_BLOCKS]);

/// Records of more blocks are left to the full reader.
const MOST_BLOCKS: usize = 64;

impl Default for Codes {
    fn default() -> Self {
        Self([Bytes::default(); MOST_BLOCKS])
    }
}

/// What is known of a record besides its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scanned<'b> {
    /// The text of its id column, without white space around it.
    pub id: Head<'b>,
    /// Its length with the line end.
    pub length: usize,
}

impl Scanner {
    /// Compiles columns; `plain` returns the one byte that each choice of an item is written as. There is nothing for items
    /// whose choices are not neighbouring bytes.
    pub(super) fn of(
        columns: &[Column],
        delimiter: u8,
        tables: &Tables,
        plain: impl Fn(Item) -> Vec<Option<u8>>,
    ) -> Option<Self> {
        let mut scanner = Self {
            delimiter,
            segments: Vec::new(),
            blocks: Vec::new(),
            advances: Vec::new(),
            shares: vec![Vec::new(); tables.parts()],
            statements: Vec::new(),
            bases: vec![0; tables.parts()],
            chance: Chance::default(),
        };
        let items = |column: &Column| match column {
            Column::Item(item) => Some(*item),
            Column::Id | Column::Name | Column::Time | Column::Other => None,
        };
        let kind = |column: &Column| items(column).map(|item| matches!(item, Item::Statement(_)));
        for neighbours in columns.chunk_by(|one, other| kind(one).is_some() && kind(one) == kind(other)) {
            let segment = match neighbours {
                [Column::Id] => Segment::Id,
                [Column::Name | Column::Time | Column::Other] => Segment::Skip,
                _ => {
                    let items: Vec<Item> = neighbours.iter().filter_map(items).collect();
                    Segment::Items(scanner.compile(&items, tables, &plain)?)
                }
            };
            scanner.segments.push(segment);
        }
        Some(scanner)
    }

    /// Compiles neighbouring cells of items of one kind.
    fn compile(&mut self, items: &[Item], tables: &Tables, plain: &impl Fn(Item) -> Vec<Option<u8>>) -> Option<Items> {
        let first = self.blocks.len();
        let mut rest = items.len();
        for items in items.chunks(CELLS) {
            let texts: Vec<_> = items.iter().map(|item| plain(*item)).collect();
            rest -= items.len();
            let block = u8::try_from(self.blocks.len()).ok().filter(|block| usize::from(*block) < MOST_BLOCKS)?;
            self.blocks.push(Block::of(&texts, self.delimiter, rest > 0)?);
            let mut advances = Vec::new();
            for (cell, item) in items.iter().enumerate() {
                let mark = tables.mark(*item);
                let line = Line::through(&mark.choices)?;
                advances.push(Advance { part: mark.part, state: line.base, chance: mark.chance });
                self.chance = self.chance.plus(mark.chance);
                let part = usize::from(mark.part);
                self.bases[part] = self.bases[part].wrapping_add(line.base);
                self.share(part, block).take(cell, line);
            }
            self.advances.push(advances);
        }
        let blocks = first..self.blocks.len();
        if let [Item::Statement(_), ..] = items {
            self.statements.push(blocks.clone());
        }
        Some(Items { blocks, length: 2 * items.len() - 1 })
    }

    /// Returns the share of the last block in a part.
    fn share(&mut self, part: usize, block: u8) -> &mut Share {
        let shares = &mut self.shares[part];
        if shares.last().is_none_or(|share| share.block != block) {
            shares.push(Share::of(block));
        }
        shares.last_mut().expect("internal: one is there")
    }

    /// Adds up the record that some bytes begin with. Nothing is returned when a cell is not short and plain, or their
    /// number is wrong; the tally is spoilt then. There must be no quote in the record.
    pub(super) fn scan<'b>(&self, bytes: &'b [u8], codes: &mut Codes, tally: &mut Tally) -> Option<Scanned<'b>> {
        tally.begin(&self.bases, self.chance);
        let mut scanned = Scanned { id: Head::default(), length: 0 };
        let mut at = 0;
        for (index, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Skip => at = self.end(bytes, at)?,
                Segment::Id => {
                    let end = self.end(bytes, at)?;
                    (scanned.id, at) = (Head::of(&bytes[at..], end - at).trimmed(), end);
                }
                Segment::Items(items) => at = self.items(items, bytes, at, &mut codes.0, tally)?,
            }
            let is_last = index + 1 == self.segments.len();
            at = match bytes.get(at..)? {
                [] if is_last => at,
                [b'\n', ..] if is_last => at + 1,
                [b'\r', b'\n', ..] if is_last => at + 2,
                [byte, ..] if *byte == self.delimiter && !is_last => at + 1,
                _ => return None,
            };
        }
        scanned.length = at;
        self.add_up(&codes.0, tally);
        Some(scanned)
    }

    /// Reads cells of items that begin at a place, and returns where they end.
    #[inline(always)]
    fn items(
        &self,
        items: &Items,
        bytes: &[u8],
        start: usize,
        codes: &mut [Bytes],
        tally: &mut Tally,
    ) -> Option<usize> {
        let Range { start: mut next, end } = items.blocks;
        let (mut at, mut length) = (start, items.length);
        while next < end {
            let first = next;
            let texts = bytes.get(at..)?.as_chunks().0;
            for ((block, codes), text) in self.blocks[first..end].iter().zip(&mut codes[first..end]).zip(texts) {
                if !block.read(text, codes) {
                    break;
                }
                next += 1;
            }
            at += (next - first) * size_of::<Bytes>();
            if next < end {
                let gaps = self.blocks[next].with_gaps(bytes, at, &mut codes[next], &self.advances[next], tally)?;
                (next, at) = (next + 1, at + size_of::<Bytes>() - gaps);
                length -= gaps;
            }
        }
        Some(start + length)
    }

    /// Returns where a cell ends that begins at a place.
    fn end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let cell = bytes.get(at..)?;
        // Most are short.
        let ends = |near: &Bytes| marks(|it| near[it] == self.delimiter || near[it] == b'\n');
        let near = cell.first_chunk().and_then(|near| first(ends(near)));
        let length = near.or_else(|| memchr2(self.delimiter, b'\n', cell)).unwrap_or(cell.len());
        let is_return = cell[..length].ends_with(b"\r") && cell.get(length).is_none_or(|end| *end == b'\n');
        Some(at + length - usize::from(is_return))
    }

    fn add_up(&self, codes: &[Bytes; MOST_BLOCKS], tally: &mut Tally) {
        for (state, shares) in tally.states.iter_mut().zip(&self.shares) {
            let mut sums = Sums::default();
            for share in shares {
                // Always inside: nobody needs to look.
                share.add(&codes[usize::from(share.block) % MOST_BLOCKS], &mut sums);
            }
            *state = sums.into_iter().fold(*state, u16::wrapping_add);
        }
        let statements = self.statements.iter().flat_map(|blocks| &codes[blocks.clone()]);
        tally.responses = statements.fold(Lanes::NONE, |lanes, codes| lanes.plus(lanes_of(codes)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::PackLocation;
    use crate::load::pack::load;
    use crate::pack::Pack;
    use crate::random::SplitMix64;
    use crate::scoring::Model;

    const DELIMITER: u8 = b';';

    fn tables(pack: &Pack) -> Tables {
        let questionnaire = pack.questionnaire();
        let all = |count| vec![true; count];
        let (statements, scenarios) = (questionnaire.statements().count(), questionnaire.scenarios().count());
        Tables::of(&Model::of(pack), &all(statements), &all(scenarios)).expect("a pack of this size")
    }

    /// Returns the columns of every item in some order, with others before, between and behind.
    fn columns(pack: &Pack, random: &mut SplitMix64) -> Vec<Column> {
        let questionnaire = pack.questionnaire();
        let statements = (0..questionnaire.statements().count()).map(Item::Statement);
        let scenarios = (0..questionnaire.scenarios().count()).map(Item::Scenario);
        let mut columns: Vec<Column> = statements.chain(scenarios).map(Column::Item).collect();
        for _ in 0..random.below(3) * random.below(30) {
            let (one, other) = (random.below(columns.len()), random.below(columns.len()));
            columns.swap(one, other);
        }
        for other in [Column::Id, Column::Other, Column::Time] {
            let place = [0, columns.len(), random.below(columns.len())][random.below(3)];
            columns.insert(place, other);
        }
        columns
    }

    fn plain(item: Item) -> Vec<Option<u8>> {
        match item {
            Item::Statement(_) => (b'1'..=b'5').map(Some).collect(),
            Item::Scenario(_) => (b'a'..=b'd').map(Some).collect(),
        }
    }

    /// Writes a record of which some cells are empty, and adds up what it says.
    fn record(columns: &[Column], tables: &Tables, random: &mut SplitMix64, tally: &mut Tally) -> Vec<u8> {
        let gaps = random.below(4) * random.below(40);
        tally.clear(tables);
        let cells = columns.iter().map(|column| match column {
            Column::Item(_) if random.below(100) < gaps => Vec::new(),
            Column::Item(item) => {
                let choices = plain(*item);
                let choice = random.below(choices.len());
                tally.enter(tables, *item, choice);
                choices[choice].into_iter().collect()
            }
            Column::Id => b"ana".to_vec(),
            Column::Name | Column::Time | Column::Other => b"x, \xc3\xa9"[..random.below(6)].to_vec(),
        });
        let mut record = cells.collect::<Vec<_>>().join(&DELIMITER);
        record.extend_from_slice([&b"\n"[..], b"\r\n", b""][random.below(3)]);
        record
    }

    #[test]
    fn a_record_adds_up_to_what_its_cells_do_one_by_one() {
        let pack = load(&PackLocation::BuiltIn).expect("sound");
        let tables = tables(&pack);
        let mut codes = Codes::default();
        let (mut scanned, mut expected) = (Tally::default(), Tally::default());
        for seed in 0..2000 {
            let mut random = SplitMix64::named(&format!("scan {seed}"));
            let columns = columns(&pack, &mut random);
            let scanner = Scanner::of(&columns, DELIMITER, &tables, plain).expect("plain items");
            let record = record(&columns, &tables, &mut random, &mut expected);
            // What follows belongs to somebody else.
            let text = if record.ends_with(b"\n") { [&record[..], b"ben;1;2\n"].concat() } else { record.clone() };
            let found = scanner.scan(&text, &mut codes, &mut scanned).expect("short plain cells");
            assert_eq!((found.id.as_slice(), found.length), (&b"ana"[..], record.len()), "seed {seed}");
            assert_eq!(scanned.states, expected.states, "seed {seed}");
            assert_eq!((scanned.responses, scanned.chance), (expected.responses, expected.chance), "seed {seed}");
        }
    }

    #[test]
    fn any_other_byte_or_number_of_cells_is_left_to_the_full_reader() {
        let pack = load(&PackLocation::BuiltIn).expect("sound");
        let tables = tables(&pack);
        let (mut codes, mut tally) = (Codes::default(), Tally::default());
        for seed in 0..2000 {
            let mut random = SplitMix64::named(&format!("spoilt {seed}"));
            let columns = columns(&pack, &mut random);
            let scanner = Scanner::of(&columns, DELIMITER, &tables, plain).expect("plain items");
            let record = record(&columns, &tables, &mut random, &mut tally);
            let mut cells: Vec<Vec<u8>> =
                record.trim_ascii_end().split(|byte| *byte == DELIMITER).map(<[u8]>::to_vec).collect();
            let items: Vec<usize> = (0..columns.len()).filter(|it| matches!(columns[*it], Column::Item(_))).collect();
            let item = items[random.below(items.len())];
            match random.below(3) {
                0 => cells[item] = [&b"0"[..], b"6", b"e", b"A", b" ", b"44", b"\xff", b"`"][random.below(8)].to_vec(),
                1 => cells.truncate(1 + random.below(cells.len() - 1)),
                _ => cells.push(Vec::new()),
            }
            let text = [&cells.join(&DELIMITER)[..], b"\nben;1;2\n"].concat();
            assert_eq!(scanner.scan(&text, &mut codes, &mut tally), None, "seed {seed}");
        }
    }
}
