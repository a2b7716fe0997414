"""The lab: a web page to demonstrate and to try. It decides nothing: it shows what play, whatif and check give."""
