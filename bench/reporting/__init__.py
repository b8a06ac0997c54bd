"""What bench/report is made of: results (the data), plots (SVG), pages (Markdown)."""
