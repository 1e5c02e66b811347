"""Stage 4: claims → quads."""
