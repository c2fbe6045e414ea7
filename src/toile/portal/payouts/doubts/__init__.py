"""Invalid traffic that is found after the click: looked for daily, judged by people."""
