"""Joint offerings for a market: solutions, references and evidence bundled for a buyer abroad."""
