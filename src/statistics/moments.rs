//! What the values of several items add up to over people, by pairs: each pair counts whoever answered both.

/// Sums over people for every pair of items. An item with itself is a pair too.
#[derive(Clone, Debug)]
pub struct PairSums {
    items: usize,
    /// Over people who answered everything: how many, the sums, and the sums of products by row and column.
    complete: usize,
    sums: Vec<f64>,
    products: Vec<f64>,
    /// Over the others, by row and column: how many answered both, the sum of the row's values, and the sum of products.
    partial: Vec<(usize, f64, f64)>,
}

impl PairSums {
    pub fn of(items: usize) -> Self {
        let squares = items * items;
        Self {
            items,
            complete: 0,
            sums: vec![0.0; items],
            products: vec![0.0; squares],
            partial: vec![(0, 0.0, 0.0); squares],
        }
    }

    /// Adds a person; what is missing is not a number.
    pub fn add(&mut self, values: &[f64]) {
        if values.iter().any(|value| value.is_nan()) {
            return self.add_partial(values);
        }
        self.complete += 1;
        for (row, value) in values.iter().enumerate() {
            self.sums[row] += value;
            let products = &mut self.products[row * self.items..][row..self.items];
            for (product, other) in products.iter_mut().zip(&values[row..]) {
                *product += value * other;
            }
        }
    }

    fn add_partial(&mut self, values: &[f64]) {
        for (row, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            for (column, other) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                let (people, sum, products) = &mut self.partial[row * self.items + column];
                *people += 1;
                *sum += value;
                *products += value * other;
            }
        }
    }

    /// Returns how many people answered both.
    pub fn people(&self, row: usize, column: usize) -> usize {
        self.complete + self.partial[row * self.items + column].0
    }

    /// Returns the mean of an item over those who answered it.
    pub fn mean(&self, item: usize) -> Option<f64> {
        let people = self.people(item, item);
        (people > 0).then(|| (self.sums[item] + self.partial[item * self.items + item].1) / people as f64)
    }

    /// Returns the sample covariance over those who answered both.
    pub fn covariance(&self, row: usize, column: usize) -> Option<f64> {
        let (row, column) = (row.min(column), row.max(column));
        let place = row * self.items + column;
        let people = self.people(row, column);
        if people < 2 {
            return None;
        }
        let (of_row, of_column) =
            (self.sums[row] + self.partial[place].1, self.sums[column] + self.partial[column * self.items + row].1);
        let products = self.products[place] + self.partial[place].2;
        let covariance = (products - of_row * of_column / people as f64) / (people as f64 - 1.0);
        // What is left of values that are all alike is rounding.
        Some(if row == column && covariance < 1e-12 { 0.0 } else { covariance })
    }

    /// Returns the items that somebody answered.
    pub fn answered(&self) -> Vec<usize> {
        (0..self.items).filter(|item| self.people(*item, *item) > 0).collect()
    }

    /// Returns the covariances of the items that somebody answered, unless some two of them were never answered by two people.
    pub fn covariances(&self) -> Option<Covariances> {
        let items = self.answered();
        let places = items.iter().flat_map(|row| items.iter().map(move |column| (*row, *column)));
        let people = places.clone().map(|(row, column)| self.people(row, column)).min()?;
        let values = places.map(|(row, column)| self.covariance(row, column)).collect::<Option<Vec<f64>>>()?;
        Some(Covariances { items: items.len(), values, people })
    }
}

/// The covariances of several items, and the fewest people that one of them is from.
#[derive(Clone, Debug, PartialEq)]
pub struct Covariances {
    pub items: usize,
    /// By row and column.
    pub values: Vec<f64>,
    pub people: usize,
}

impl Covariances {
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.items + column]
    }

    /// Returns the variance of the sum of all items but those left out.
    pub fn of_the_sum(&self, is_in: impl Fn(usize) -> bool) -> f64 {
        let places = (0..self.items).flat_map(|row| (0..self.items).map(move |column| (row, column)));
        places.filter(|(row, column)| is_in(*row) && is_in(*column)).map(|(row, column)| self.get(row, column)).sum()
    }

    /// Returns the sum of the variances of the items.
    pub fn of_the_items(&self) -> f64 {
        (0..self.items).map(|item| self.get(item, item)).sum()
    }

    /// Returns the correlation of an item with the sum of the others.
    pub fn rest_correlation(&self, item: usize) -> Option<f64> {
        let with_the_rest: f64 =
            (0..self.items).filter(|other| *other != item).map(|other| self.get(item, other)).sum();
        let spread = self.get(item, item) * self.of_the_sum(|other| other != item);
        (self.items > 1 && spread > 0.0).then(|| with_the_rest / spread.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_count_whoever_answered_both() {
        let mut sums = PairSums::of(2);
        for values in [[1.0, 2.0], [2.0, 4.0], [3.0, 9.0], [f64::NAN, 7.0], [8.0, f64::NAN]] {
            sums.add(&values);
        }
        assert_eq!((sums.people(0, 0), sums.people(0, 1), sums.people(1, 1)), (4, 3, 4));
        assert_eq!(sums.mean(0), Some(3.5));
        assert!((sums.covariance(0, 1).unwrap() - 3.5).abs() < 1e-12);
        assert_eq!(sums.covariance(1, 0), sums.covariance(0, 1));
        assert!((sums.covariance(1, 1).unwrap() - 9.666_666_666_666_666).abs() < 1e-12);
        assert_eq!(sums.covariances().map(|covariances| covariances.people), Some(3));
    }

    #[test]
    fn items_that_nobody_answered_together_have_no_covariance() {
        let mut sums = PairSums::of(2);
        for values in [[1.0, f64::NAN], [2.0, f64::NAN], [f64::NAN, 1.0], [f64::NAN, 3.0]] {
            sums.add(&values);
        }
        assert_eq!(sums.covariance(0, 1), None);
        assert_eq!(sums.covariances(), None);
        assert_eq!(sums.covariance(1, 1), Some(2.0));
    }

    #[test]
    fn an_item_goes_with_the_rest_as_its_sign_says() {
        let mut sums = PairSums::of(3);
        for values in [[1.0, 1.0, 5.0], [2.0, 3.0, 4.0], [4.0, 4.0, 1.0], [5.0, 4.0, 2.0]] {
            sums.add(&values);
        }
        let covariances = sums.covariances().unwrap();
        assert!(covariances.rest_correlation(2).unwrap() < -0.9);
        let mut alike = PairSums::of(2);
        [[3.0, 1.0], [3.0, 2.0], [3.0, 5.0]].iter().for_each(|values| alike.add(values));
        assert_eq!(alike.covariances().unwrap().rest_correlation(0), None);
    }
}
