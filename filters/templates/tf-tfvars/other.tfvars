stage = "unused"
